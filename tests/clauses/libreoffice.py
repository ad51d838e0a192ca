"""LibreOffice at work on a file, without a window: it says so and the test is skipped where it is
absent, never in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None and not os.environ.get("CI"), reason="needs LibreOffice (soffice)"
)
"""In CI the test runs, and fails where LibreOffice is missing."""

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">{element}</library:library>
"""
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard"
 xlink:href="$(USER)/basic/Standard/{kind}.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>
"""
_ELEMENT = '<library:element library:name="Editing"/>'
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Editing"
 script:language="StarBasic">{source}</script:module>
"""
_SOURCE = """
Sub Main
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  doc = StarDesktop.loadComponentFromURL("file://{there}", "_blank", 0, how())
  doc.RecordChanges = True
{steps}
  how(0).Name = "FilterName" : how(0).Value = "MS Word 2007 XML"
  doc.storeToURL("file://{back}", how())
  doc.close(True)
  StarDesktop.terminate()
End Sub
{subs}
"""
_SUBS = """
Function Found(doc, words As String)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  Found = doc.findFirst(search)
End Function
Sub Instead(doc, words As String, other As String)
  Found(doc, words).setString(other)
End Sub
Sub StrikeParagraph(doc, words As String)
  at = Found(doc, words)
  cursor = at.Text.createTextCursorByRange(at)
  cursor.gotoStartOfParagraph(False)
  cursor.gotoNextParagraph(True)
  cursor.setString("")
End Sub
Sub NewParagraphAfter(doc, words As String, said As String)
  at = Found(doc, words)
  cursor = at.Text.createTextCursorByRange(at)
  cursor.gotoEndOfParagraph(False)
  at.Text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  at.Text.insertString(cursor, said, False)
End Sub
"""


def convert(data: bytes, kind: str, folder: Path, name: str = "text.docx") -> bytes:
    """The file as LibreOffice saves it in another kind."""
    source = folder / name
    source.write_bytes(data)
    out = folder / f"as-{kind}"
    _run(folder, ["--convert-to", kind, "--outdir", str(out), str(source)])
    return (out / f"{source.stem}.{kind}").read_bytes()


def edit_with_recording(data: bytes, steps: Sequence[str], folder: Path) -> bytes:
    """The file after a person recorded changes in it: Basic calls of the subroutines above."""
    there, back = folder / "there.docx", folder / "back.docx"
    there.write_bytes(data)
    calls = "\n".join(f"  {step}" for step in steps)
    source = _SOURCE.format(there=there, back=back, steps=calls, subs=_SUBS)
    library = folder / "profile" / "user" / "basic" / "Standard"
    # A new profile is filled at the first start; what stands in it before is lost.
    _run(folder, ["--terminate_after_init"])
    library.mkdir(parents=True, exist_ok=True)
    escaped = source.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    (library / "Editing.xba").write_text(_MODULE.format(source=escaped), encoding="utf-8")
    (library / "script.xlb").write_text(_LIBRARY.format(element=_ELEMENT), encoding="utf-8")
    for kind in ("script", "dialog"):
        container = library.parent / f"{kind}.xlc"
        container.write_text(_CONTAINER.format(kind=kind), encoding="utf-8")
    (library / "dialog.xlb").write_text(_LIBRARY.format(element=""), encoding="utf-8")
    _run(folder, ["macro:///Standard.Editing.Main"])
    return back.read_bytes()


def _run(folder: Path, arguments: Sequence[str]) -> None:
    assert SOFFICE, "CI has LibreOffice"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--norestore", "--nolockcheck", *arguments],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
