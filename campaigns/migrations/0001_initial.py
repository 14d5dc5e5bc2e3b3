import campaigns.models.campaign_rows
import campaigns.models.win_rows
import core.blocks
import core.figures
import core.previews
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('members', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CampaignIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.TextField(help_text='One or two sentences, shown in large type below the title.', max_length=400)),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CampaignLead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'lead member',
                'ordering': ['sort_order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CampaignPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('quote', 6), ('accordion', 11), ('table', 17), ('picture', 20), ('video', 23), ('document', 26), ('button', 30), ('call_to_action', 34), ('contact_details', 35), ('person', 36), ('place', 37), ('figure', 39)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'The text of the heading.', 'max_length': 140}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')], 'help_text': 'Choose whether it starts a new section or a part of the section above it.', 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {'group': 'Text'}), 3: ('wagtail.blocks.RichTextBlock', (), {'description': 'Paragraphs, lists and links.', 'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'group': 'Text', 'icon': 'pilcrow', 'preview_value': '<p>Local officials compare <b>policy options</b>.</p>', 'template': 'blocks/text.html'}), 4: ('wagtail.blocks.TextBlock', (), {'help_text': 'The exact words, without quotation marks.', 'max_length': 600}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who said or wrote it.', 'max_length': 140, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 4), ('source', 5)]], {'group': 'Text'}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'The question or title, which is always visible.', 'max_length': 140}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'help_text': 'The text that appears when a reader opens the title.'}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('text', 8)]], {}), 10: ('wagtail.blocks.ListBlock', (9,), {'help_text': 'Add a title and its text for each item.', 'min_num': 1}), 11: ('wagtail.blocks.StructBlock', [[('items', 10)]], {'group': 'Text'}), 12: ('wagtail.blocks.CharBlock', (), {'help_text': 'A short description of what the table lists.', 'max_length': 140}), 13: ('wagtail.blocks.CharBlock', (), {'required': False}), 14: ('wagtail.blocks.DecimalBlock', (), {'required': False}), 15: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link'], 'label': 'Text with links', 'required': False}), 16: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 13), ('number', 14), ('rich_text', 15)]], {'help_text': 'Add the columns first, each with a heading, and then the rows.'}), 17: ('wagtail.blocks.StructBlock', [[('caption', 12), ('table', 16)]], {'group': 'Text'}), 18: ('wagtail.images.blocks.ImageChooserBlock', (), {'help_text': 'The picture to show.'}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': "The caption. The picture’s credit is added after it.", 'max_length': 250, 'required': False}), 20: ('wagtail.blocks.StructBlock', [[('image', 18), ('caption', 19)]], {'group': 'Pictures and files'}), 21: ('wagtail.blocks.URLBlock', (), {'help_text': 'Copy the address from YouTube or Vimeo while the video plays.', 'label': 'Web address of the video', 'validators': [core.blocks.validate_video_url]}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'A title that says what the video shows.', 'max_length': 140}), 23: ('wagtail.blocks.StructBlock', [[('url', 21), ('title', 22)]], {'group': 'Pictures and files'}), 24: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'The file that readers can download.'}), 25: ('wagtail.blocks.CharBlock', (), {'help_text': "The link text. If empty, the file’s own title is shown.", 'max_length': 140, 'required': False}), 26: ('wagtail.blocks.StructBlock', [[('document', 24), ('label', 25)]], {'group': 'Pictures and files'}), 27: ('wagtail.blocks.CharBlock', (), {'help_text': 'The text that readers click.', 'max_length': 60}), 28: ('wagtail.blocks.PageChooserBlock', (), {'help_text': 'The page that it links to. Leave this empty if you enter a web address.', 'label': 'A page of this site', 'required': False}), 29: ('wagtail.blocks.URLBlock', (), {'help_text': 'For other sites, enter the full address, starting with https://.', 'label': 'Or a web address', 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('label', 27), ('page', 28), ('url', 29)]], {'group': 'Links'}), 31: ('wagtail.blocks.CharBlock', (), {'help_text': 'What you ask the reader to do.', 'max_length': 100}), 32: ('wagtail.blocks.TextBlock', (), {'help_text': 'Explain why in a sentence or two. Optional.', 'max_length': 400, 'required': False}), 33: ('wagtail.blocks.StructBlock', [[('label', 27), ('page', 28), ('url', 29)]], {'help_text': 'The button and where it links.'}), 34: ('wagtail.blocks.StructBlock', [[('heading', 31), ('text', 32), ('link', 33)]], {'group': 'Links'}), 35: ('core.blocks.ContactDetailsBlock', (), {'group': 'Links'}), 36: ('members.blocks.PersonBlock', (), {'group': 'From the roster', 'help_text': 'Choose the person to show.'}), 37: ('members.blocks.PlaceBlock', (), {'group': 'From the roster', 'help_text': 'Choose the place to show.'}), 38: ('wagtail.blocks.ChoiceBlock', [], {'choices': core.figures.figure_choices, 'help_text': 'Choose which number to show, such as how many members there are.', 'label': 'What it counts'}), 39: ('wagtail.blocks.StructBlock', [[('measure', 38)]], {'group': 'From the roster', 'label': 'Live figure'})}, help_text='The content of the page. Click a plus sign to add text, a picture or another block.')),
                ('summary', models.TextField(help_text='What it is about, in one or two sentences.', max_length=400)),
                ('pattern', models.CharField(choices=[('geese', 'Flying Geese (gold)'), ('star', 'Ohio Star (sky)'), ('peel', 'Orange Peel (clay)'), ('steps', 'Courthouse Steps (pine)')], help_text='The pattern and color that represent this campaign everywhere.', max_length=10, verbose_name='quilt block')),
                ('status', models.CharField(choices=[('active', 'Active'), ('won', 'Won'), ('paused', 'Paused'), ('past', 'Past')], default='active', help_text='The campaign’s current status. Past campaigns come last on the list of campaigns.', max_length=10)),
                ('problem', wagtail.fields.RichTextField(blank=True, help_text='What is wrong today. If empty, the page leaves this section out.', verbose_name='the problem')),
                ('ask', wagtail.fields.RichTextField(blank=True, help_text='What the campaign asks for, and whom it asks. If empty, the page leaves this section out.', verbose_name='the ask')),
                ('goal', models.IntegerField(blank=True, help_text='The number to reach, such as 25. If empty, the page shows no progress.', null=True, validators=[django.core.validators.MinValueValidator(1, 'A goal is at least 1. Leave it empty if the campaign has none.'), django.core.validators.MaxValueValidator(100000000, 'That is more than 100,000,000, the highest number that can be shown here.')])),
                ('goal_noun', models.CharField(blank=True, help_text='The words after the number, such as “ordinances”: the page then says “14 of 25 ordinances”.', max_length=60, verbose_name='what is being counted')),
                ('counted', models.CharField(choices=[('wins', 'Its wins on record'), ('places', 'Places with one of its wins'), ('stated', 'A number entered by hand')], default='wins', help_text='The site counts wins and places automatically. It counts published wins that stand today and name this campaign, share one of its topics or are pinned to it.', max_length=10, verbose_name='how it is counted')),
                ('stated_number', models.PositiveIntegerField(blank=True, help_text='How many there are so far. Use this only for a number that the site can’t count.', null=True, validators=[django.core.validators.MaxValueValidator(100000000, 'That is more than 100,000,000, the highest number that can be shown here.')], verbose_name='number entered by hand')),
                ('since_first', models.DateField(blank=True, editable=False, null=True)),
                ('since_last', models.DateField(blank=True, editable=False, null=True)),
                ('ended_first', models.DateField(blank=True, editable=False, null=True)),
                ('ended_last', models.DateField(blank=True, editable=False, null=True)),
                ('stated_on_first', models.DateField(blank=True, editable=False, null=True)),
                ('stated_on_last', models.DateField(blank=True, editable=False, null=True)),
            ],
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='PinnedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ],
            options={
                'ordering': ['sort_order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PinnedWin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ],
            options={
                'ordering': ['sort_order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Priority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(help_text='The year of this priority. Priorities of past years stay on record.', validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)])),
                ('name', models.CharField(help_text='A few words, shown in very large type.', max_length=100)),
                ('text', models.TextField(blank=True, help_text='What it means, in one to three sentences.', max_length=400)),
                ('sort_order', models.PositiveSmallIntegerField(default=0, help_text='Lower numbers come first.', verbose_name='position in the list')),
            ],
            options={
                'verbose_name_plural': 'priorities',
                'ordering': ['-year', 'sort_order', 'name'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Win',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('title', models.CharField(max_length=160)),
                ('slug', models.SlugField(blank=True, editable=False, max_length=180, null=True, unique=True)),
                ('kind', models.CharField(choices=[('ordinance', 'Ordinance'), ('resolution', 'Resolution'), ('budget', 'Budget'), ('executive_action', 'Executive action'), ('program', 'Program'), ('lawsuit', 'Lawsuit')], help_text='The type of win.', max_length=20)),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, help_text='How many voted for it, if known.', null=True)),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, help_text='How many voted against it; 0 if no one did.', null=True)),
                ('votes_absent', models.PositiveSmallIntegerField(blank=True, help_text='How many were absent or didn’t vote.', null=True)),
                ('summary', models.TextField(blank=True, help_text='What it does, in one to three sentences.', max_length=600, validators=[django.core.validators.MaxLengthValidator(600)])),
                ('text', wagtail.fields.RichTextField(blank=True, help_text='The text of the ordinance or resolution, so that others can adapt it.')),
                ('text_url', campaigns.models.win_rows.WebAddressField(blank=True, help_text='Where the place has published the text, starting with https://.', max_length=500, verbose_name='address of the text')),
                ('own_part', models.TextField(blank=True, help_text='What the network and its members did for it. Enter only known facts.', verbose_name='LPNC’s own part')),
            ],
            options={
                'ordering': ['title', 'pk'],
            },
            bases=(core.previews.PublicPreview, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='WinImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=255, verbose_name='file')),
                ('file_hash', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                ('table', models.JSONField(default=dict, editable=False)),
                ('columns', models.JSONField(default=dict, editable=False)),
                ('decisions', models.JSONField(default=dict, editable=False)),
                ('version', models.PositiveBigIntegerField(editable=False, null=True)),
                ('newest_revision', models.PositiveBigIntegerField(default=0, editable=False)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(editable=False, null=True)),
                ('counts', models.JSONField(default=dict, editable=False)),
                ('changes', models.JSONField(default=list, editable=False)),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ['-uploaded_at', '-pk'],
                'abstract': False,
                'default_permissions': ('add', 'view'),
            },
        ),
        migrations.CreateModel(
            name='WinSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(default=0, editable=False)),
                ('title', models.CharField(help_text='The publisher and the headline, which readers click.', max_length=200)),
                ('url', campaigns.models.win_rows.WebAddressField(help_text='Enter the full address, starting with https://.', max_length=500, verbose_name='web address')),
                ('seen_on_first', models.DateField(blank=True, editable=False, null=True)),
                ('seen_on_last', models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'source',
                'ordering': ['sort_order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WinSponsor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'sponsor',
                'ordering': ['sort_order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WinStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(default=0, editable=False)),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('adopted', 'Adopted'), ('in_force', 'In force'), ('amended', 'Amended'), ('preempted', 'Preempted'), ('repealed', 'Repealed'), ('failed', 'Failed')], help_text='Choose what happened. Each status has its own date.', max_length=20)),
                ('note', models.CharField(blank=True, help_text='A few public words, such as “by a unanimous vote”. Optional.', max_length=200)),
                ('recorded_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
                ('date_first', models.DateField(blank=True, editable=False, null=True)),
                ('date_last', models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'log entry',
                'verbose_name_plural': 'log entries',
                'ordering': ['sort_order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CampaignAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(help_text='What you ask the reader to do.', max_length=100)),
                ('text', models.TextField(blank=True, help_text='Explain why in a sentence or two. Optional.', max_length=400)),
                ('label', models.CharField(help_text='The text that readers click, such as “Sign the letter”.', max_length=60, verbose_name='button text')),
                ('url', models.CharField(blank=True, help_text='Enter a full web address, starting with https://, or mailto: and an email address.', max_length=500, validators=[campaigns.models.campaign_rows.validate_link], verbose_name='or an address')),
                ('ends_on', models.DateField(help_text='The last day to take part. After it, the page no longer shows this call, and the admin’s front page tells you.', verbose_name='last day')),
                ('link_page', models.ForeignKey(blank=True, help_text='The page that the button links to. Leave this empty if you enter an address.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='a page of this site')),
            ],
            options={
                'verbose_name': 'call to action',
                'verbose_name_plural': 'calls to action',
                'ordering': ['sort_order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='campaignindexpage',
            name='share_image',
            field=models.ForeignKey(blank=True, help_text='Shown when someone shares a link to this page.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.customimage'),
        ),
        migrations.AddField(
            model_name='campaignlead',
            name='person',
            field=models.ForeignKey(help_text='Choose a person from the roster. Their current title appears automatically.', on_delete=django.db.models.deletion.CASCADE, related_name='campaigns_led', to='members.person'),
        ),
        migrations.AddField(
            model_name='campaignpage',
            name='publishers',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, help_text='Choose one or more organizations that publish this page.', related_name='+', to='core.publisher'),
        ),
        migrations.AddField(
            model_name='campaignpage',
            name='share_image',
            field=models.ForeignKey(blank=True, help_text='Shown when someone shares a link to this page.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.customimage'),
        ),
        migrations.AddField(
            model_name='campaignlead',
            name='campaign',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads', to='campaigns.campaignpage'),
        ),
        migrations.AddField(
            model_name='campaignaction',
            name='campaign',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='campaigns.campaignpage'),
        ),
        migrations.AddField(
            model_name='pinnedpage',
            name='campaign',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pinned_pages', to='campaigns.campaignpage'),
        ),
        migrations.AddField(
            model_name='pinnedpage',
            name='pinned',
            field=models.ForeignKey(help_text='It comes first, even if it is about other topics.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='news item or resource'),
        ),
        migrations.AddField(
            model_name='pinnedwin',
            name='campaign',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pinned_wins', to='campaigns.campaignpage'),
        ),
        migrations.AddField(
            model_name='priority',
            name='campaigns',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, help_text='The campaigns that work on it. Published ones are linked.', related_name='priorities', to='campaigns.campaignpage'),
        ),
        migrations.AddField(
            model_name='priority',
            name='topic',
            field=models.ForeignKey(blank=True, help_text='The topic that readers can follow from this priority.', limit_choices_to={'merged_into': None}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='priorities', to='core.topic'),
        ),
        migrations.AddField(
            model_name='win',
            name='campaigns',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, help_text='Campaigns that list and count it regardless of their topics.', related_name='wins', to='campaigns.campaignpage'),
        ),
        migrations.AddField(
            model_name='win',
            name='document',
            field=models.ForeignKey(blank=True, help_text='The text as a file, if there is one.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtaildocs.document'),
        ),
        migrations.AddField(
            model_name='win',
            name='jurisdiction',
            field=models.ForeignKey(help_text='The county, town or school district that did it.', on_delete=django.db.models.deletion.PROTECT, related_name='wins', to='members.jurisdiction', verbose_name='place'),
        ),
        migrations.AddField(
            model_name='win',
            name='latest_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision'),
        ),
        migrations.AddField(
            model_name='win',
            name='live_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision'),
        ),
        migrations.AddField(
            model_name='win',
            name='locked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by'),
        ),
        migrations.AddField(
            model_name='win',
            name='topics',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, help_text='The topics whose pages list it. Campaigns on these topics list and count it too.', limit_choices_to={'merged_into': None}, related_name='wins', to='core.topic'),
        ),
        migrations.AddField(
            model_name='pinnedwin',
            name='win',
            field=models.ForeignKey(help_text='It comes first and counts toward the goal as long as it is on record.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='campaigns.win'),
        ),
        migrations.AddField(
            model_name='winimport',
            name='applied_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='winimport',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='winimport',
            name='uploaded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='winsource',
            name='win',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='campaigns.win'),
        ),
        migrations.AddField(
            model_name='winsponsor',
            name='person',
            field=models.ForeignKey(help_text='Choose a person from the roster. Their title on that day appears automatically.', on_delete=django.db.models.deletion.PROTECT, related_name='sponsorships', to='members.person'),
        ),
        migrations.AddField(
            model_name='winsponsor',
            name='win',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='sponsors', to='campaigns.win'),
        ),
        migrations.AddField(
            model_name='winstatus',
            name='win',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='log', to='campaigns.win'),
        ),
        migrations.AddConstraint(
            model_name='campaignpage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('since_first__isnull', True), ('since_last__isnull', True)), models.Q(('since_first__isnull', False), ('since_first__lte', models.F('since_last')), ('since_last__isnull', False)), _connector='OR'), name='campaignpage_since_days_in_order', violation_error_message='The earliest possible day comes after the latest one.'),
        ),
        migrations.AddConstraint(
            model_name='campaignpage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_first__isnull', True), ('ended_last__isnull', True)), models.Q(('ended_first__isnull', False), ('ended_first__lte', models.F('ended_last')), ('ended_last__isnull', False)), _connector='OR'), name='campaignpage_ended_days_in_order', violation_error_message='The earliest possible day comes after the latest one.'),
        ),
        migrations.AddConstraint(
            model_name='campaignpage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stated_on_first__isnull', True), ('stated_on_last__isnull', True)), models.Q(('stated_on_first__isnull', False), ('stated_on_first__lte', models.F('stated_on_last')), ('stated_on_last__isnull', False)), _connector='OR'), name='campaignpage_stated_on_days_in_order', violation_error_message='The earliest possible day comes after the latest one.'),
        ),
        migrations.AddConstraint(
            model_name='campaignpage',
            constraint=models.CheckConstraint(condition=models.Q(('since_first__isnull', True), ('ended_last__isnull', True), ('ended_last__gte', models.F('since_first')), _connector='OR'), name='campaignpage_ended_not_before_since', violation_error_message='The end comes before the start.'),
        ),
        migrations.AddConstraint(
            model_name='campaignpage',
            constraint=models.CheckConstraint(condition=models.Q(('goal__isnull', True), ('goal__gte', 1), _connector='OR'), name='a_goal_is_at_least_one'),
        ),
        migrations.AddConstraint(
            model_name='campaignlead',
            constraint=models.UniqueConstraint(fields=('campaign', 'person'), name='lead_once_a_campaign'),
        ),
        migrations.AddConstraint(
            model_name='pinnedpage',
            constraint=models.UniqueConstraint(fields=('campaign', 'pinned'), name='page_pinned_once'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.UniqueConstraint(fields=('year', 'name'), name='priority_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='win',
            constraint=models.CheckConstraint(condition=models.Q(('live', False), ('slug__isnull', False), _connector='OR'), name='a_published_win_has_an_address'),
        ),
        migrations.AddConstraint(
            model_name='win',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ('data', 'feed')), _negated=True), name='no_win_has_a_reserved_slug'),
        ),
        migrations.AddConstraint(
            model_name='pinnedwin',
            constraint=models.UniqueConstraint(fields=('campaign', 'win'), name='win_pinned_once'),
        ),
        migrations.AddConstraint(
            model_name='winsource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seen_on_first__isnull', True), ('seen_on_last__isnull', True)), models.Q(('seen_on_first__isnull', False), ('seen_on_first__lte', models.F('seen_on_last')), ('seen_on_last__isnull', False)), _connector='OR'), name='winsource_seen_on_days_in_order', violation_error_message='The earliest possible day comes after the latest one.'),
        ),
        migrations.AddConstraint(
            model_name='winsponsor',
            constraint=models.UniqueConstraint(fields=('win', 'person'), name='sponsor_once_a_win'),
        ),
        migrations.AddConstraint(
            model_name='winstatus',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_first__isnull', True), ('date_last__isnull', True)), models.Q(('date_first__isnull', False), ('date_first__lte', models.F('date_last')), ('date_last__isnull', False)), _connector='OR'), name='winstatus_date_days_in_order', violation_error_message='The earliest possible day comes after the latest one.'),
        ),
    ]
