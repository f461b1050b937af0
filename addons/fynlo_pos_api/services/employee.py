from typing import Any

from odoo import models
from odoo.fields import Domain

from ..const import Scope
from ..exceptions import NotFound
from ..schemas.common import Empty
from ..schemas.employee import Employee, Employees
from .definition import query


class FynloEmployees(models.AbstractModel):
    """The employees who may sign in at the caller's till."""

    _name = "fynlo.employees"
    _inherit = ["fynlo.service"]
    _description = "Employees at the till"

    @query("employee.list", Scope.EMPLOYEES_READ)
    def _list(self, data: Empty) -> Employees:
        """The employees with a PIN whom the till lets in, for the PIN screen."""
        employees = self._allowed().search(self._domain() & _HAS_PIN, order="name, id")
        return Employees(
            items=[
                Employee(id=employee.id, name=employee.name, role=employee.fynlo_role)
                for employee in employees
                if employee.fynlo_role
            ]
        )

    def _with_pin(self, employee_id: int, field: str = "employee_id") -> Any:
        """The employee, who may sign in here and has a PIN; read as superuser.

        :raises NotFound: there is no such employee at this till
        """
        domain = self._domain() & _HAS_PIN & Domain("id", "=", employee_id)
        employee = self._allowed().search(domain)
        if not employee or not employee.fynlo_role:
            raise NotFound("No employee with this id and a PIN may work at this till.", field=field)
        return employee

    def _allowed(self) -> Any:
        # sudo: roles and PINs are hidden from everyone but personnel officers; the domain keeps to
        # the caller's company and till
        return self.env["hr.employee"].sudo()

    def _domain(self) -> Domain:
        """Whom pos_hr lets in: everyone of the company, unless the till lists its employees."""
        domain = Domain("company_id", "=", self._caller.company_id)
        if not self._caller.till_id:
            return domain
        till = self._till()
        if not till.basic_employee_ids:
            return domain
        listed = till.basic_employee_ids | till.advanced_employee_ids | till.minimal_employee_ids
        return domain & Domain("id", "in", listed.ids)


_HAS_PIN = Domain("pin", "not in", [False, ""])
