"""Employees."""

from ..const import ErrorCode
from ..domain.image import IMAGE_TYPES
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.employee import EmployeeBody, EmployeeCreate, EmployeeFilter, PhotoBody, PinBody
from .base import ApiController, known_tags, values_of

_PHOTO_LIMIT = 4_400_000


class EmployeesController(ApiController):
    """Who may sign in at the till, and who they are to managers."""

    @api_route(
        "/employees",
        "GET",
        tag="Employees",
        calls="employee.list",
        errors=(ErrorCode.ROLE_FORBIDDEN,),
    )
    def list_employees(self, query: EmployeeFilter) -> Reply:
        """List the employees who may sign in here by PIN.

        Who may change employees sees all of the company, with their details.
        """
        return self.query("employee.list", values_of(query))

    @api_route(
        "/employees",
        "POST",
        tag="Employees",
        calls="employee.create",
        status=201,
        errors=(ErrorCode.ROLE_FORBIDDEN,),
    )
    def create_employee(self, body: EmployeeCreate) -> Reply:
        """Add an employee.

        Nobody gives a role that may do more than his own.
        """
        return self.command("employee.create", values_of(body))

    @api_route(
        "/employees/{employee_id}",
        "GET",
        tag="Employees",
        calls="employee.get",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def get_employee(self, employee_id: int) -> Reply:
        """Read an employee."""
        return self.query("employee.get", {"employee_id": employee_id})

    @api_route(
        "/employees/{employee_id}",
        "PUT",
        tag="Employees",
        calls="employee.change",
        errors=(ErrorCode.NOT_FOUND, ErrorCode.ROLE_FORBIDDEN, ErrorCode.VERSION_CONFLICT),
    )
    def change_employee(self, employee_id: int, body: EmployeeBody) -> Reply:
        """Change an employee; what is not sent is emptied."""
        values = {"employee_id": employee_id, **values_of(body)}
        return self.command("employee.change", values)

    @api_route(
        "/employees/{employee_id}",
        "DELETE",
        tag="Employees",
        calls="employee.archive",
        status=204,
        errors=(ErrorCode.NOT_FOUND, ErrorCode.ROLE_FORBIDDEN, ErrorCode.VERSION_CONFLICT),
    )
    def archive_employee(self, employee_id: int) -> Reply:
        """Archive an employee.

        His sign-ins end at once. PUT with `archived` false brings him back.
        """
        return self.command("employee.archive", {"employee_id": employee_id})

    @api_route(
        "/employees/{employee_id}/pin",
        "PUT",
        tag="Employees",
        calls="employee.set_pin",
        status=204,
        errors=(ErrorCode.NOT_FOUND, ErrorCode.ROLE_FORBIDDEN, ErrorCode.LOCKED_OUT),
    )
    def set_pin(self, employee_id: int, body: PinBody) -> Reply:
        """Set an employee's PIN, or change one's own.

        Sign-ins by the old PIN end.
        """
        return self.command("employee.set_pin", {"employee_id": employee_id, **values_of(body)})

    @api_route(
        "/employees/{employee_id}/photo",
        "GET",
        tag="Employees",
        calls="employee.photo",
        content_types=IMAGE_TYPES,
        errors=(ErrorCode.NOT_FOUND,),
    )
    def read_photo(self, employee_id: int) -> Reply:
        """Read the photo of an employee."""
        values = {"employee_id": employee_id, "known_tags": known_tags()}
        return self.query("employee.photo", values)

    @api_route(
        "/employees/{employee_id}/photo",
        "PUT",
        tag="Employees",
        calls="employee.set_photo",
        body_limit=_PHOTO_LIMIT,
        errors=(ErrorCode.NOT_FOUND, ErrorCode.ROLE_FORBIDDEN, ErrorCode.VERSION_CONFLICT),
    )
    def set_photo(self, employee_id: int, body: PhotoBody) -> Reply:
        """Set the photo of an employee, or take it away."""
        return self.command("employee.set_photo", {"employee_id": employee_id, **values_of(body)})
