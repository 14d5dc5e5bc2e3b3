"""The page in the admin that says how far a job is."""

SECONDS_TO_REFRESH = 4


class ProgressMixin:
    """A view that shows the job of `record`; the page asks again by itself, until the reader stops it."""

    template_name = "spreadsheets/progress.html"

    @property
    def is_refreshed(self):
        return "still" not in self.request.GET

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if self.is_refreshed:
            response["Refresh"] = str(SECONDS_TO_REFRESH)
        return response

    def get_context_data(self, *, record, **kwargs):
        is_counted = 0 < record.job_done < record.job_total
        return super().get_context_data(
            record=record, is_counted=is_counted, is_refreshed=self.is_refreshed, **kwargs
        )
