from typing import Any

from odoo import models
from odoo.tools.mail import email_normalize, single_email_re

from ..const import Scope
from ..domain.receipt_text import TITLES
from ..exceptions import Invalid
from ..schemas.receipt import ReceiptEmail, ReceiptEmailed
from .definition import command


class FynloReceiptMail(models.AbstractModel):
    """Sends receipts by Odoo's mail."""

    _name = "fynlo.receipt.mail"
    _inherit = ["fynlo.receipt.print"]
    _description = "Receipts by e-mail"

    @command("order.email_receipt", Scope.ORDERS_WRITE)
    def email_receipt(self, data: ReceiptEmail) -> ReceiptEmailed:
        """Put the receipt into Odoo's outgoing mail, which is sent after this command.

        :raises NotFound: there is no such order in the caller's company and till
        :raises Invalid: the address is none
        """
        order = self._find(str(data.order_id))
        sent = data.email.strip()
        address = single_email_re.match(sent) and email_normalize(sent)
        if not address:
            raise Invalid("Send one e-mail address.", field="email")
        mail = self._queue(order, address)
        self._emit("order.receipt_emailed", order, {"mail_id": mail.id}, order.config_id)
        return ReceiptEmailed(email=address)

    def _queue(self, order: Any, address: str) -> Any:
        page, receipt = self._page(order, with_logo=False)
        company = order.company_id
        mail = order.env["mail.mail"].create(
            {
                "subject": f"{TITLES[receipt.kind]} {receipt.reference} from {company.name}",
                "body_html": page,
                "email_to": address,
                "email_from": company.email_formatted or company.partner_id.email_formatted,
                "model": order._name,
                "res_id": order.id,
                "auto_delete": True,
            }
        )
        order.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
        return mail
