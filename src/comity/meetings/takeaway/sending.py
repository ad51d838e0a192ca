"""Bytes sent whole, or from where a line broke."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from .ranges import OutOfReach, asked_range, is_still


class Readable(Protocol):
    """``etag`` is another where a byte is another."""

    etag: str
    size: int

    def read(self, start: int, stop: int) -> Iterator[bytes]: ...


def send(request: HttpRequest, it: Readable, media_type: str) -> HttpResponseBase:
    """200 with the whole, 206 with a part, or 416 where there is no such part."""
    start, stop, status = 0, it.size, 200
    if is_still(request.headers.get("If-Range", ""), it.etag):
        try:
            found = asked_range(request.headers.get("Range", ""), it.size)
        except OutOfReach:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{it.size}"})
        if found:
            (start, stop), status = found, 206
    body = it.read(start, stop) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(body, status=status, content_type=media_type)
    response.headers["Content-Length"] = str(stop - start)
    if status == 206:
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{it.size}"
    return response
