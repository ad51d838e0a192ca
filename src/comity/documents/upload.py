"""Files in forms: a field that looks at the file, and views that take files of any size.

A view that takes files::

    @takes_files
    def add(request): ...

and in its form ``file = CheckedFile(label=_("File"))``; its cleaned value is an ``Upload``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from io import BytesIO
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from comity.refusals import Refusal

from .faults import FileRefused, TooLarge
from .files import ALIASES, KINDS, Kind, Upload, read_upload

View = Callable[..., HttpResponse]
HOPELESS = 20
"""Times the limit: a request as large as this is answered without being read."""


class CheckedFile(forms.FileField):
    """A file field whose value is an ``Upload``; what is wrong with a file is said in words."""

    def __init__(self, kinds: Mapping[str, Kind] | None = None, **options: Any) -> None:
        """``kinds``: those that are taken, where they are others than documents come in."""
        self.kinds = KINDS if kinds is None else kinds
        options.setdefault("help_text", _help(", ".join(self.kinds)))
        super().__init__(**options)

    def to_python(self, data: Any) -> Upload | None:  # type: ignore[override] # an Upload holds the File
        if data in self.empty_values:
            return None
        try:
            return read_upload(data, self.kinds)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        accept = ",".join(f".{ending}" for ending in self._endings())
        return super().widget_attrs(widget) | {"accept": accept}

    def _endings(self) -> list[str]:
        return [*self.kinds, *(one for one, kind in ALIASES.items() if kind in self.kinds)]


def _help_text(kinds: str) -> str:
    return _("At most %(limit)s. Kinds: %(kinds)s.") % {
        "limit": filesizeformat(settings.UPLOAD_LIMIT),
        "kinds": kinds,
    }


_help = lazy(_help_text, str)


class DropsTheRest(FileUploadHandler):
    """Keeps no byte of a file beyond the limit, but counts them all.

    The file then stands in ``request.FILES`` with its size and without content, so that the
    form says what is wrong beside the field, and everything typed is still there.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.seen += len(raw_data)
        return raw_data if self.seen <= settings.UPLOAD_LIMIT else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.seen <= settings.UPLOAD_LIMIT:
            return None
        for other in self.request.upload_handlers if self.request else []:
            # Nobody else is asked for this file any more; what was begun on disk is let go.
            begun = getattr(other, "file", None)
            if other is not self and begun:
                begun.close()
        return UploadedFile(BytesIO(), self.file_name, self.content_type, self.seen)


def attach(
    form: forms.BaseForm, name: str, uploads: Iterable[File], add: Callable[[Upload], object]
) -> int:
    """Add files one by one; what is refused is named at the field ``name`` of the form, and keeps
    back no other. Returns the status of the last refusal; 0: all is well."""
    status = 0
    for upload in uploads:
        try:
            add(read_upload(upload))
        except Refusal as refusal:
            form.add_error(name, str(refusal))
            status = refusal.status
    return status


def takes_files(view: View) -> View:
    """A view that takes files of any size without keeping what is too large.

    The protection against forged requests reads the form, files and all; it is therefore
    put behind the handler that drops what is too large.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            _refuse_hopeless(request)
            request.upload_handlers.insert(0, DropsTheRest(request))
        return protected(request, *args, **kwargs)

    return guarded


def _refuse_hopeless(request: HttpRequest) -> None:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return
    if length > HOPELESS * settings.UPLOAD_LIMIT:
        raise OverLimit(
            _("You sent %(size)s at once; a file may have at most %(limit)s. Send smaller files.")
            % {"size": filesizeformat(length), "limit": filesizeformat(settings.UPLOAD_LIMIT)}
        )


class OverLimit(TooLarge):
    """A request is not many times larger than any file that is taken."""

    status = 413
