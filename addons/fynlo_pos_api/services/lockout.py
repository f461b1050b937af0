from odoo import models

from ..domain.lockout import lock_seconds
from ..exceptions import LockedOut
from .lasting import lasting


class FynloLockoutService(models.AbstractModel):
    """Counts tries, and locks out whoever was wrong too often. Also when the request fails."""

    _name = "fynlo.tries"
    _inherit = ["fynlo.service"]
    _description = "Counts tries"

    def _begin(self, subject: str) -> int:
        """Count a try, as wrong until `_right` is called.

        :param subject: who tries what, e.g. `pin:device 3:employee 7`
        :return: for how long the subject is locked when this try is wrong, in seconds
        :raises LockedOut: it is locked out now
        """

        def count(service: "FynloLockoutService") -> tuple[int | None, int]:
            # sudo: nobody may write the count
            rows = service.env["fynlo.lockout"].sudo()
            failures = rows._count(subject)
            return failures, 0 if failures else rows._remaining_seconds(subject)

        failures, remaining = lasting(self, count)
        if failures is None:
            raise LockedOut(
                f"Too many wrong tries; try again in {remaining} seconds.",
                headers={"Retry-After": str(remaining)},
            )
        return lock_seconds(failures)

    def _right(self, subject: str) -> None:
        """The try was right: forget the wrong ones before it."""
        # sudo: nobody may write the count
        lasting(self, lambda service: service.env["fynlo.lockout"].sudo()._forget(subject))
