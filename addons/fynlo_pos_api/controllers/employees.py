from ..http.operation import api_route
from ..http.reply import Reply
from .base import ApiController


class EmployeesController(ApiController):
    """Who may sign in at the till."""

    @api_route("/employees", "GET", tag="Employees", calls="employee.list")
    def list_employees(self) -> Reply:
        """The employees who may sign in here by PIN."""
        return self.query("employee.list", {})
