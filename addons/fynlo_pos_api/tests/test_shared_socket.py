import json
import socket
import struct
import threading
import time
from types import SimpleNamespace
from typing import Any

from odoo.tests import BaseCase

from odoo.addons.bus.websocket import Frame, Opcode

from ..realtime.frames import bus_text, events_text, text_frame
from ..realtime.history import KEPT_SECONDS, remember
from ..realtime.notification import Notification
from ..realtime.shared_socket import SharedSocket


class Socket(SharedSocket):
    """A socket that tells texts as they are."""

    allowed = True

    @staticmethod
    def encode(notifications: Any) -> bytes:
        return bus_text(notifications)

    def may_be_told(self) -> bool:
        return self.allowed


def frames_in(data: bytes) -> list[bytes]:
    """The texts of whole frames; whatever is wrong in them raises."""
    texts = []
    while data:
        first, size = data[0], data[1]
        assert first == 0x81, f"no text frame: {data[:20]!r}"
        start = 2
        if size == 126:
            [size], start = struct.unpack("!H", data[2:4]), 4
        elif size == 127:
            [size], start = struct.unpack("!Q", data[2:10]), 10
        assert len(data) >= start + size, "a frame is not whole"
        texts.append(data[start : start + size])
        data = data[start + size :]
    return texts


class TestSharedSocket(BaseCase):
    """How the hub and a socket's own thread write to one peer."""

    def setUp(self) -> None:
        super().setUp()
        ours, self.peer = socket.socketpair()
        for end in (ours, self.peer):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            self.addCleanup(end.close)
        session = SimpleNamespace(db="nowhere", sid="none")
        self.client = Socket(ours, session, {})
        self.client.is_shared = True

    def received(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            data += self.peer.recv(65536)
        return data

    def push(self, notification_id: int, text: str) -> bytes:
        frame = text_frame(text.encode())
        self.client.push((notification_id,), frame, time.time())
        return frame

    def told(self) -> list[int]:
        return [notification_id for notification_id, _ in self.client._notif_history]

    def test_a_push_arrives_and_is_noted(self) -> None:
        frame = self.push(7, "hello")
        self.assertEqual(self.received(len(frame)), frame)
        self.assertEqual((self.told(), self.client.is_shared), ([7], True))
        self.assertFalse(self.client._waiting_for_dispatch)

    def test_a_frame_that_was_begun_is_finished_before_the_next(self) -> None:
        """The kernel takes a part of a large frame: what follows must not be in its middle."""
        large = "x" * 1_000_000
        self.push(7, large)
        self.assertTrue(self.client._rest)
        # From now on it reads for itself, and what was begun counts as told.
        self.assertEqual((self.told(), self.client.is_shared), ([7], False))
        self.assertTrue(self.client._waiting_for_dispatch)
        # The hub sends nothing in between.
        self.client.is_shared = True
        self.push(8, "in between")
        self.assertEqual((self.told(), self.client.is_shared), ([7], False))
        sending = threading.Thread(
            target=self.client._send_frame, args=[Frame(Opcode.TEXT, b"after")]
        )
        sending.start()
        size = len(text_frame(large.encode())) + len(text_frame(b"after"))
        self.assertEqual(frames_in(self.received(size)), [large.encode(), b"after"])
        sending.join()
        self.assertEqual(self.client._rest, b"")

    def test_a_slow_peer_is_not_waited_for(self) -> None:
        while self.client.is_shared:
            self.push(7, "x" * 2000)
        told = self.told()
        self.client._rest = b""
        self.client.is_shared = True
        self.push(8, "no room")
        self.assertEqual((self.told(), self.client.is_shared), (told, False))

    def test_who_may_not_be_told_reads_for_himself(self) -> None:
        self.client.allowed = False
        self.push(7, "hello")
        self.assertEqual((self.told(), self.client.is_shared), ([], False))
        self.assertTrue(self.client._waiting_for_dispatch)
        self.peer.setblocking(False)
        with self.assertRaises(BlockingIOError):
            self.peer.recv(1)

    def test_while_its_thread_writes_the_hub_goes_on(self) -> None:
        with self.client._writing:
            pushing = threading.Thread(target=self.push, args=(7, "hello"))
            pushing.start()
            pushing.join(5)
            self.assertFalse(pushing.is_alive())
        self.assertEqual((self.told(), self.client.is_shared), ([], False))

    def test_it_lacks_what_it_was_not_told(self) -> None:
        self.client._last_notif_sent_id = 10
        self.assertEqual(self.client.lacks((9, 10, 11, 12)), (11, 12))
        remember(self.client, [12, 14], time.time())
        self.assertEqual(self.client.lacks((15, 16)), (15, 16))
        # 13 was committed late.
        self.assertEqual(self.client.lacks((12, 13, 14, 15)), (13, 15))

    def test_what_was_told_long_ago_is_forgotten_up_to_the_first_of_late(self) -> None:
        now = time.time()
        remember(self.client, [5, 8], now - KEPT_SECONDS - 1)
        remember(self.client, [6, 9], now)
        self.assertEqual((self.told(), self.client._last_notif_sent_id), ([6, 8, 9], 5))


class TestFrames(BaseCase):
    """How notifications are told."""

    def notification(self, number: int, **event: Any) -> Notification:
        message = {"type": "fynlo.event", "payload": event}
        return Notification(number, json.dumps(message, separators=(",", ":")))

    def test_sizes_of_frames(self) -> None:
        for size in (0, 1, 125, 126, 65_535, 65_536, 70_000):
            text = b"x" * size
            self.assertEqual(frames_in(text_frame(text)), [text])

    def test_browsers_get_what_odoo_sends(self) -> None:
        sent = json.loads(bus_text([self.notification(5, id=1), Notification(6, '{"type":"a"}')]))
        self.assertEqual(
            sent,
            [
                {"id": 5, "message": {"type": "fynlo.event", "payload": {"id": 1}}},
                {"id": 6, "message": {"type": "a"}},
            ],
        )

    def test_an_event_of_several_channels_is_told_once_with_its_payload(self) -> None:
        short, full = {"id": 1, "name": "a"}, {"id": 1, "name": "a", "payload": {"total": 5}}
        for pair in ((short, full), (full, short)):
            rows = [self.notification(number, **event) for number, event in enumerate(pair)]
            other = self.notification(9, id=2, name="b")
            told = json.loads(events_text([*rows, other]))
            self.assertEqual(told, {"type": "events", "items": [full, {"id": 2, "name": "b"}]})

    def test_what_is_no_event_is_not_told_to_clients(self) -> None:
        other = Notification(1, '{"type":"simple_notification","payload":{"id":7}}')
        self.assertEqual(events_text([other]), b"")
