"""Money back on a real server: many at once, sent again, and the receipts that tell of it."""

from functools import partial
from typing import Any

from .api import pounds, problem
from .database import Database
from .restaurant import Till, new_key
from .together import together

CLIENTS = 6


def sold(till: Till, quantity: int = 4) -> dict[str, Any]:
    """A paid order of chips: £4.50 each."""
    order = till.order(till.dish("Chips", quantity))
    till.pay(order)
    return order


def test_refunds_at_once_never_exceed_what_was_paid(till: Till, sql: Database) -> None:
    """Six managers give 5.00 back of 18.00 at the same moment: three of them can."""
    order, manager = sold(till), till.as_role("manager")
    body = {"amount": pounds(500), "reason_id": till.reason("refund")}
    path = f"/payments/orders/{order['id']}/refunds"
    replies = together(
        [partial(manager.call, "POST", path, body, key=new_key()) for _ in range(CLIENTS)]
    )
    assert sorted(reply.status_code for reply in replies) == [201, 201, 201, 422, 422, 422]
    for reply in replies:
        if reply.status_code == 422:
            problem(reply, 422, "refund_too_large")
    found = manager.get(path)
    assert (found["order"]["refunded"], found["order"]["refundable"]) == (pounds(1500), pounds(300))
    [(total, paid)] = sql.rows(
        "SELECT SUM(refund.amount_total), SUM(refund.amount_paid) FROM pos_order refund"
        " JOIN pos_order sale ON sale.id = refund.fynlo_refund_of_id WHERE sale.uuid = %s",
        order["id"],
    )
    assert (float(total), float(paid)) == (-15.0, -15.0)


def test_a_refund_that_is_sent_again_is_made_once(till: Till) -> None:
    order, manager, key = sold(till), till.as_role("manager"), new_key()
    path = f"/payments/orders/{order['id']}/refunds"
    line = {"line_id": order["lines"][0]["id"], "quantity": 1}
    body = {"lines": [line], "reason_id": till.reason("refund")}
    replies = together([partial(manager.call, "POST", path, body, key=key)] * CLIENTS)
    assert {reply.status_code for reply in replies} == {201}
    assert len({reply.json()["refund"]["id"] for reply in replies}) == 1
    assert manager.get(path)["order"]["refunded"] == pounds(450)


def test_a_payment_is_cancelled_once(till: Till) -> None:
    """Six cancel it at the same moment: one does, and the amount is due once."""
    order, manager = till.order(till.dish("Chips", 4)), till.as_role("manager")
    pay = {"method_id": till.method("cash"), "amount": pounds(500)}
    payment = till.cashier.post(f"/payments/orders/{order['id']}/pay", pay)["payment"]
    body = {"reason_id": till.reason("refund")}
    path = f"/payments/{payment['id']}/cancel"
    replies = together(
        [partial(manager.call, "POST", path, body, key=new_key()) for _ in range(CLIENTS)]
    )
    assert sorted(reply.status_code for reply in replies) == [200] + [409] * (CLIENTS - 1)
    listed = manager.get(f"/payments/orders/{order['id']}")
    assert (listed["paid"], listed["due"]) == (pounds(0), pounds(1800))
    assert [item["status"] for item in listed["items"]] == ["cancelled", "cancellation"]
    till.pay(order)


def test_receipts_over_http(till: Till) -> None:
    """JSON, a page, and a PDF, each with its type; the mail waits in Odoo's queue."""
    order, api = sold(till, 1), till.cashier
    path = f"/orders/{order['id']}/receipt"
    assert api.get(path)["total"] == pounds(450)
    page = api.call("GET", f"{path}.html")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Chips" in page.text
    pdf = api.call("GET", f"{path}.pdf")
    if pdf.status_code == 503:
        assert "wkhtmltopdf or chromium" in problem(pdf, 503, "service_unavailable")["detail"]
    else:
        assert (pdf.status_code, pdf.headers["content-type"]) == (200, "application/pdf")
        assert pdf.content.startswith(b"%PDF-")
    assert api.post(f"{path}/email", {"email": "guest@example.com"}) == {
        "email": "guest@example.com"
    }


def test_a_cashier_asks_a_manager(till: Till) -> None:
    """With the manager's PIN it is done, and the event says who approved."""
    order, manager = sold(till, 1), till.employee("manager")
    path = f"/payments/orders/{order['id']}/refunds"
    body = {"amount": pounds(100), "reason_id": till.reason("refund")}
    problem(till.cashier.call("POST", path, body, key=new_key()), 403, "approval_required")
    approval = {"employee_id": manager["id"], "pin": manager["pin"]}
    made = till.cashier.post(path, body | {"approval": approval})
    assert made["order"]["refunded"] == pounds(100)
