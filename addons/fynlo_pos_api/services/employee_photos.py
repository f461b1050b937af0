from typing import Any

from odoo import models

from ..const import Scope
from ..domain.image import image_type
from ..exceptions import NotFound
from ..http.reply import Reply
from ..schemas.employee import PhotoRead
from .definition import query

_FIELD = "image_512"


class FynloEmployeePhotos(models.AbstractModel):
    """Photos of employees, for callers that cannot sign in to Odoo's own pages."""

    _name = "fynlo.employee.photos"
    _inherit = ["fynlo.service"]
    _description = "Photos of employees"

    @query("employee.photo", Scope.EMPLOYEES_READ)
    def photo(self, data: PhotoRead) -> bytes | Reply:
        """The photo of an employee whom the caller sees, at most 512 pixels wide and high.

        :return: a Reply: the photo with its ETag, or an empty 304 when the caller has it
        :raises NotFound: there is no such employee, or no photo
        """
        employee = self.env["fynlo.employees"]._one(data.employee_id)
        photo = self._attachments(employee)
        if not photo:
            raise NotFound("This employee has no photo.")
        headers = {"ETag": f'"{photo.checksum}"', "Cache-Control": "private, no-cache"}
        if not data.known_tags.isdisjoint({photo.checksum, "*"}):
            return Reply(b"", 304, headers)
        return Reply(photo.raw, headers=headers | {"Content-Type": image_type(photo.raw)})

    def _pictured(self, employees: Any) -> set[int]:
        """The ids of the employees who have a photo."""
        return {photo.res_id for photo in self._attachments(employees)}

    def _attachments(self, employees: Any) -> Any:
        """The photos; what Odoo draws of somebody's initials, as SVG, is none."""
        # sudo: only photos of employees whom the caller sees are read
        attachments = self.env["ir.attachment"].sudo()
        domain = [
            ("res_model", "=", "hr.employee"),
            ("res_field", "=", _FIELD),
            ("res_id", "in", employees.ids),
            ("mimetype", "not ilike", "svg"),
        ]
        return attachments.search_fetch(domain, ["res_id", "checksum"])
