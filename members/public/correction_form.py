"""The form for reporting a correction, and its protection against misuse.

No cookie identifies a visitor. A signed token says when and on which page the form was opened. Limits count
reports per sender first (`sender_of`); reports beyond them are set aside rather than refused.
"""

import re
import unicodedata
from datetime import timedelta

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from core.visible_text import is_visible
from core.visitors import visitor_hash
from members.models import CorrectionReport

SECONDS_TO_WRITE = 4
LONGEST_OPEN = timedelta(days=1)
MOST_LINKS = 3
#: The most reports per sender and day: on the list, and in all.
MOST_LISTED, MOST_TAKEN = 5, 20
#: The most reports per day on the list: about one record, and in all.
MOST_ABOUT_ONE, MOST_IN_ALL = 10, 50

TOO_FAST = "That was submitted too quickly. Please wait a few seconds and click Send again."
TOO_OLD = (
    "This form was open for too long, or part of it was lost. Your text is still here. Please review "
    "it and click Send again."
)
TRAPPED = "A field that must stay empty was filled in, perhaps by your browser. We cleared it. Click Send again."
TOO_MANY = (
    "Too many reports have come from your connection today. Please copy your text and send it "
    "tomorrow."
)

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
signer = signing.TimestampSigner(salt="members.public.correction_form")


def sender_of(request):
    """Return a hash of the visitor that is good for today only; "" if it can't be known."""
    return visitor_hash(request, f"correction reports of {localdate()}")


class TooManyReports(Exception):
    """A refusal because the sender has reached today's limit."""


def plain_line(text):
    """Return the text without control characters; "" if nothing visible is left."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not is_visible(text):
        return ""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


class PlainField(forms.CharField):
    def to_python(self, value):
        return super().to_python(plain_line(value or ""))


class PlainEmailField(forms.EmailField, PlainField):
    pass


class CorrectionForm(forms.Form):
    """`page` is the path of the form, which the token is signed for."""

    text = PlainField(
        label="What is wrong, and what is correct?",
        max_length=2000,
        widget=forms.Textarea({"rows": 8}),
        help_text="Up to 2,000 characters.",
        error_messages={
            "required": "Tell us what is wrong.",
            "max_length": "Shorten it to 2,000 characters; it has %(show_value)d now.",
        },
    )
    source = PlainField(
        label="How do you know? (optional)",
        max_length=500,
        required=False,
        help_text="A web address, a document, or your own knowledge.",
        error_messages={
            "max_length": "Shorten it to 500 characters; it has %(show_value)d now.",
        },
    )
    email = PlainEmailField(
        label="Email (optional)",
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Enter it only if you’d like a reply.",
        error_messages={
            "invalid": "Enter a full address, such as name@example.org, or leave it empty.",
            "max_length": "Enter an address of at most 254 characters, or leave it empty.",
        },
    )
    homepage = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"token": signer.sign(page)}
        self.page = page

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(LINK.findall(text)) > MOST_LINKS:
            raise ValidationError(f"Include at most {MOST_LINKS} web addresses.")
        return text

    def clean(self):
        super().clean()
        if self.cleaned_data.get("homepage"):
            self._begin_anew("homepage", "")
            raise ValidationError(TRAPPED)
        try:
            if signer.unsign(self.cleaned_data.get("token", ""), max_age=LONGEST_OPEN) != self.page:
                raise signing.BadSignature
        except signing.BadSignature:
            self._begin_anew("token", self.initial["token"])
            raise ValidationError(TOO_OLD) from None
        if self._opened_within(SECONDS_TO_WRITE):
            raise ValidationError(TOO_FAST)

    def _opened_within(self, seconds):
        try:
            signer.unsign(self.cleaned_data["token"], max_age=seconds)
        except signing.SignatureExpired:
            return False
        return True

    def _begin_anew(self, name, value):
        """Set the field's value for when the form is shown again."""
        self.data = self.data.copy()
        self.data[name] = value

    def save(self, subject, sender):
        """Save the report about the subject, unless it is a repeat, as after a double click.

        Reports beyond a limit are set aside. `sender` is a hash, or "" if unknown. Raise TooManyReports if the
        sender has sent far too many today.
        """
        said = {name: self.cleaned_data[name] for name in ("text", "source", "email")}
        with transaction.atomic():
            # One report at a time, whatever it is about, so that each is counted before the next.
            ContentType.objects.select_for_update(no_key=True).get(
                app_label="members", model="correctionreport"
            )
            about_it = CorrectionReport.objects.about(type(subject), [subject.pk])
            if about_it.waiting().filter(**said).exists():
                return
            today = CorrectionReport.objects.received()
            sent = today.filter(sender=sender).count() if sender else 0
            if sent >= MOST_TAKEN:
                raise TooManyReports(TOO_MANY)
            CorrectionReport.objects.create(
                subject=subject,
                sender=sender,
                is_set_aside=sent >= MOST_LISTED
                or today.open().count() >= MOST_IN_ALL
                or (about_it & today).open().count() >= MOST_ABOUT_ONE,
                **said,
            )
