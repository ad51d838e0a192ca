"""Materials are added, described, given files, and released by a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.documents.files import Upload
from comity.parties import ledger
from comity.parties.models import Party, Person
from comity.refusals import require_unchanged

from ..media import CAPTIONS
from ..models import Campaign, Material, MaterialFile
from ..rules import NothingWaits, WithoutFile, WithoutLicence, require_other, secretariat_of


@dataclass(frozen=True)
class Described:
    """What is said of a material; texts by language."""

    kind: str
    title: Any
    licence: str
    about: Any = ""
    number: int | None = None
    seconds: int | None = None
    transcript: Any = ""
    terms: Any = ""
    position: int = 0


@transaction.atomic
def add_material(campaign: Campaign, described: Described, *, by: Person, at: datetime) -> Material:
    """Add a material; everyone reads it once a second person released it.

    Raises:
        NotOfTheSecretariat, WithoutLicence.
    """
    party = secretariat_of(campaign.dialogue, by, at)
    _require_licence(described)
    material = Material(campaign=campaign, made_at=at, offered_at=at, **_fields(described))
    material.save()
    material.drafters.add(by)
    _write("added", material, by=by, at=at, party=party)
    return material


@transaction.atomic
def change_material(
    material: Material, described: Described, *, by: Person, at: datetime
) -> Material:
    """Describe it anew; it is withheld until a second person releases it again.

    Raises:
        NotOfTheSecretariat, WithoutLicence.
    """
    material, party = _locked(material, by, at)
    _require_licence(described)
    for name, value in _fields(described).items():
        setattr(material, name, value)
    _withhold(material, by, at)
    _write("changed", material, by=by, at=at, party=party)
    return material


@transaction.atomic
def add_file(
    material: Material, upload: Upload, *, language: str, by: Person, at: datetime
) -> MaterialFile:
    """Keep a file; one of the same language and format gives way.

    Raises:
        NotOfTheSecretariat.
    """
    material, party = _locked(material, by, at)
    material.files.filter(language=language, extension=upload.extension).delete()
    use = MaterialFile.Use.CAPTIONS if upload.extension == CAPTIONS else MaterialFile.Use.MAIN
    added = MaterialFile(
        material=material, use=use, language=language, name=upload.name,
        media_type=upload.media_type, extension=upload.extension, size=upload.size,
        sha256=upload.sha256, crc32=upload.crc32, added_by=by, added_at=at,
    )  # fmt: skip
    added.file.save(f"campaigns/{upload.sha256[:2]}/{upload.sha256}", upload.content, save=False)
    added.save()
    _withhold(material, by, at)
    facts = {"language": language, "sha256": upload.sha256, "size": upload.size}
    _write("file_added", material, by=by, at=at, party=party, facts=facts)
    return added


@transaction.atomic
def remove_file(file: MaterialFile, *, by: Person, at: datetime) -> None:
    """
    Raises:
        NotOfTheSecretariat.
    """
    material, party = _locked(file.material, by, at)
    facts = {"language": file.language, "sha256": file.sha256}
    material.files.filter(pk=file.pk).delete()
    _withhold(material, by, at)
    _write("file_removed", material, by=by, at=at, party=party, facts=facts)


@transaction.atomic
def release_material(
    material: Material, *, by: Person, at: datetime, seen: str | None = None
) -> Material:
    """Let everyone take it away, once its campaign is public.

    Args:
        seen: ``waits_since`` of the material that ``by`` saw; None where none was shown.

    Raises:
        Conflict: it was changed since.
        NotOfTheSecretariat, NothingWaits.
        SecondPerson: ``by`` prepared it.
        WithoutFile: there is nothing to take away.
    """
    material, party = _locked(material, by, at)
    if not material.offered_at:
        raise NothingWaits(_("Nothing of “%(what)s” waits to be released.") % {"what": material})
    require_other(material.drafters.filter(pk=by.pk).exists(), material)
    require_unchanged(seen, material.waits_since)
    if not material.files.filter(use=MaterialFile.Use.MAIN).exists():
        raise WithoutFile(
            _("“%(what)s” has no file yet. Add one, and then ask a colleague to release it.")
            % {"what": material}
        )
    before = sorted(material.drafters.values_list("pk", flat=True))
    material.released_at, material.released_by, material.offered_at = at, by, None
    material.save()
    material.drafters.clear()
    _write("released", material, by=by, at=at, party=party, facts={"prepared_by": before})
    return material


@transaction.atomic
def withhold_material(material: Material, *, by: Person, at: datetime) -> Material:
    """Take it from the public at once; a second person releases it again.

    Raises:
        NotOfTheSecretariat, NothingWaits.
    """
    material, party = _locked(material, by, at)
    if not material.is_released:
        raise NothingWaits(
            _("“%(what)s” is not public. Nothing is to be done.") % {"what": material}
        )
    _withhold(material, by, at)
    _write("withheld", material, by=by, at=at, party=party)
    return material


def _locked(material: Material, by: Person, at: datetime) -> tuple[Material, Party]:
    found = Material.objects.select_for_update(of=("self",)).select_related("campaign__dialogue")
    material = found.get(pk=material.pk)
    return material, secretariat_of(material.campaign.dialogue, by, at)


def _fields(described: Described) -> dict[str, Any]:
    return dict(vars(described))


def _withhold(material: Material, by: Person, at: datetime) -> None:
    material.released_at = material.released_by = None
    material.offered_at = at
    material.save()
    material.drafters.add(by)


def _require_licence(described: Described) -> None:
    if not described.licence:
        raise WithoutLicence(
            _(
                "“%(what)s” has no licence: who takes it away must know what may be done with it. "
                "Choose one."
            )
            % {"what": described.title}
        )


def _write(
    act: str, material: Material, *, by: Person, at: datetime, party: Party, facts: Any = None
) -> None:
    facts = {"campaign": material.campaign_id} | (facts or {})
    ledger.write(f"material.{act}", material, by=by, at=at, party=party, owner=party, facts=facts)
