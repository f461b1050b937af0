from typing import Any

from odoo import models
from odoo.fields import Domain

from ..const import API_PREFIX, Role, Scope
from ..exceptions import Forbidden, NotFound
from ..schemas.employee import (
    Employee,
    EmployeeDetails,
    EmployeeFilter,
    EmployeeGet,
    Employees,
)
from ..schemas.role_limit import RoleLimit
from .definition import query


class FynloEmployees(models.AbstractModel):
    """The company's employees, and who of them may sign in at the caller's till."""

    _name = "fynlo.employees"
    _inherit = ["fynlo.service"]
    _description = "Employees at the till"

    @query("employee.list", Scope.EMPLOYEES_READ)
    def _list(self, data: EmployeeFilter) -> Employees:
        """The employees with a PIN whom the till lets in; who keeps employees sees all of them.

        :raises Forbidden: role_forbidden: archived ones are for those who keep the employees
        """
        if data.archived and not self._keeps():
            raise Forbidden("Archived employees are for managers.", field="archived")
        found = self._allowed().with_context(active_test=not data.archived)
        domain = self._shown() & self._filter(data)
        return Employees(items=self._described(found.search(domain, order="name, id")))

    @query("employee.get", Scope.EMPLOYEES_READ)
    def _get(self, data: EmployeeGet) -> Employee:
        """One employee, whom the caller sees in the list.

        :raises NotFound: there is none
        """
        return self._described(self._one(data.employee_id))[0]

    def _one(self, employee_id: int) -> Any:
        """The employee, when the caller may see it; an archived one for those who keep them.

        :raises NotFound: there is none
        """
        found = self._allowed().with_context(active_test=not self._keeps())
        employee = found.search(self._shown() & Domain("id", "=", employee_id))
        if not employee:
            raise NotFound(f"There is no employee {employee_id}.")
        return employee

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

    def _keeps(self) -> bool:
        """Whether the caller keeps the employees, and so sees them all."""
        return Scope.EMPLOYEES_WRITE in self._caller.scopes

    def _shown(self) -> Domain:
        """Whom the caller sees: who keeps employees all of the company, others the PIN screen."""
        if self._keeps():
            return Domain("company_id", "=", self._caller.company_id) & _HAS_ROLE
        return self._domain() & _HAS_PIN & _HAS_ROLE

    def _filter(self, data: EmployeeFilter) -> Domain:
        domain = Domain.TRUE
        if data.archived:
            domain &= Domain("active", "=", False)
        if data.role:
            domain &= Domain("fynlo_role", "=", str(data.role))
        if data.search:
            names = ["name"]
            if self._keeps():
                names += ["work_email", "barcode"]
            domain &= Domain.OR(Domain(name, "ilike", data.search) for name in names)
        return domain

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

    # === WHAT IS SHOWN === #

    def _described(self, employees: Any) -> list[Employee]:
        pictured = self.env["fynlo.employee.photos"]._pictured(employees)
        limits = self._limits() if self._keeps() else {}
        return [
            Employee(
                id=employee.id,
                name=employee.name,
                role=employee.fynlo_role,
                photo_url=f"{API_PREFIX}/employees/{employee.id}/photo"
                if employee.id in pictured
                else None,
                details=_details(employee, limits) if self._keeps() else None,
            )
            for employee in employees
        ]

    def _limits(self) -> dict[str, RoleLimit]:
        # sudo: the limits of the caller's own company, for who keeps its employees
        limits = self.env["fynlo.role.limit"].sudo()
        found = limits.search([("company_id", "=", self._caller.company_id)])
        return {limit.role: RoleLimit.from_record(limit) for limit in found}


def _details(employee: Any, limits: dict[str, RoleLimit]) -> EmployeeDetails:
    return EmployeeDetails(
        has_pin=bool(employee.pin),
        badge_code=employee.barcode or None,
        email=employee.work_email or None,
        archived=not employee.active,
        may_approve=employee.fynlo_role in {Role.OWNER, Role.MANAGER},
        limits=limits.get(employee.fynlo_role),
        version=employee.fynlo_version,
    )


_HAS_PIN = Domain("pin", "not in", [False, ""])
_HAS_ROLE = Domain("fynlo_role", "!=", False)
