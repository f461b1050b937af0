"""Devices and tills."""

from typing import Any

from pydantic import Field, SecretStr

from .common import Id, Schema, Time
from .session import SessionState


class TillName(Schema):
    """A till (pos.config) by name."""

    id: Id
    name: str

    @classmethod
    def from_record(cls, till: Any) -> "TillName":
        """From a pos.config."""
        return cls(id=till.id, name=till.name)


class StationName(Schema):
    """A kitchen station by name."""

    id: Id
    name: str

    @classmethod
    def of(cls, device: Any) -> "StationName | None":
        """The station whose screen a fynlo.device is."""
        station = device._fynlo_station() if device else None
        return cls(id=station.id, name=station.name) if station else None


class DeviceName(Schema):
    """A device by name."""

    id: Id
    name: str


class PairingCodeCreate(Schema):
    """The till, or the kitchen station, that the next device is paired with."""

    till_id: Id | None = None
    station_id: Id | None = None


class PairingCode(Schema):
    """A code that pairs one device, once, until `expires_at`. The QR image holds it too.

    `url` is what the QR image says: `fynlo://pair?server=<address>&code=<code>`, for a station the
    address of its screen.
    """

    code: str
    expires_at: Time
    url: str
    qr_svg: str


class Pairing(Schema):
    """The code, and what the device is called."""

    code: SecretStr = Field(min_length=1, max_length=20)
    name: str = Field(min_length=1, max_length=80)
    platform: str | None = Field(default=None, max_length=80)


class PairedDevice(Schema):
    """A device and the till, or the station, that it is bound to."""

    id: Id
    name: str
    till: TillName | None
    station: StationName | None

    @classmethod
    def from_record(cls, device: Any) -> "PairedDevice":
        """From a fynlo.device."""
        return cls(
            id=device.id, name=device.name, till=_till(device), station=StationName.of(device)
        )


class Paired(Schema):
    """The device's credential is shown once: keep it in the device's key store."""

    device: PairedDevice
    credential: str


class DeviceId(Schema):
    """Which device."""

    device_id: Id


class Device(Schema):
    """A device as the list shows it."""

    id: Id
    name: str
    platform: str | None
    till: TillName | None
    station: StationName | None
    paired_at: Time
    last_seen_at: Time | None
    revoked_at: Time | None

    @classmethod
    def from_record(cls, device: Any) -> "Device":
        """From a fynlo.device."""
        return cls(
            id=device.id,
            name=device.name,
            platform=device.platform or None,
            till=_till(device),
            station=StationName.of(device),
            paired_at=device.paired_at,
            last_seen_at=device.last_seen_at or None,
            revoked_at=device.revoked_at or None,
        )


def _till(device: Any) -> TillName | None:
    return TillName.from_record(device.config_id) if device.config_id else None


class Devices(Schema):
    """Devices; `next_cursor` of the next page, or null."""

    items: list[Device]
    next_cursor: str | None = None


class TillSession(Schema):
    """The session that is open on a till."""

    id: Id
    state: SessionState
    opened_at: Time | None


class Till(Schema):
    """A till and the session that is open on it."""

    id: Id
    name: str
    session: TillSession | None


class Tills(Schema):
    """Tills; there are few, so there is one page."""

    items: list[Till]
    next_cursor: str | None = None
