"""Odoo's own web till, by the selectors of Odoo's own tours."""

from typing import Any

from playwright.sync_api import Locator, Page, expect


class StockTill:
    """The till in a page, from its login screen to a paid order."""

    def __init__(self, page: Page) -> None:
        """A till that is not open yet."""
        self.page = page

    def open(self, till: dict[str, Any], employee: str, pin: str) -> None:
        """Open the register of a till of GET /tills as an employee, and its session if none is."""
        page = self.page
        page.goto(f"/pos/ui/{till['id']}")
        page.locator(".screen-login .open-register-btn").click()
        page.locator(".login-overlay .select-cashier").click()
        page.locator(".modal .selection-item", has_text=employee).click()
        for digit in pin:
            page.locator(".modal .numpad button", has_text=digit).first.click()
        self._confirm()
        expect(page.locator(".product-screen, .floor-screen")).to_be_visible()
        if till["session"] is None:
            page.locator(".modal", has_text="Opening Control").wait_for()
            self._confirm()
        expect(page.locator(".modal")).to_have_count(0)

    def add(self, dish: str) -> None:
        """Put one of a dish on the order."""
        name = f'article.product .product-name:text-is("{dish}")'
        self.page.locator(name).click()
        line = self.page.locator(".order-container .orderline", has_text=dish)
        expect(line).to_be_visible()

    def sit_at(self, table: str) -> None:
        """Open the order of a table, by its number on the floor's plan."""
        self.page.locator(f'.floor-map .table .label:text-is("{table}")').click()
        expect(self.page.locator(".product-screen")).to_be_visible()

    def take_off(self, dish: str) -> None:
        """Take a dish off the order."""
        line = self.page.locator(".order-container .orderline", has_text=dish)
        line.click()
        # The first press takes the quantity, the second the line.
        for _ in range(2):
            self.page.locator(".numpad button", has_text="⌫").click()
        expect(line).to_have_count(0)

    def split_off(self, dish: str) -> None:
        """Split one of a dish off to a check of its own."""
        page = self.page
        self._control("Split")
        page.locator(".splitbill-screen .orderline", has_text=dish).click()
        with page.expect_response(lambda reply: "sync_from_ui" in reply.url):
            page.locator(".splitbill-screen .pay-button button", has_text="Split").click()
        expect(page.locator(".product-screen")).to_be_visible()

    def transfer_to(self, table: str) -> None:
        """Let the order join that of another table."""
        self._control("Transfer")
        self.page.locator(f'.floor-map .table .label:text-is("{table}")').click()
        expect(self.page.locator(".product-screen")).to_be_visible()

    def _control(self, name: str) -> None:
        self.page.locator(".control-buttons .more-btn, .more-btn").first.click()
        self.page.locator(".modal button, .control-buttons button", has_text=name).first.click()

    def submit(self) -> None:
        """Send what is new to be prepared; the till goes back to the floor."""
        self.page.locator(".submit-order").click()
        expect(self.page.locator(".floor-screen")).to_be_visible()

    def pay_cash(self) -> None:
        """Pay the order in cash, to the penny, and let it be validated."""
        page = self.page
        page.locator(".product-screen .pay-order-button").click()
        unsent = page.locator(".modal", has_text="has not been sent")
        expect(page.locator(".payment-screen").or_(unsent)).to_be_visible()
        if unsent.is_visible():
            unsent.locator(".modal-footer button", has_text="Discard").click()
        page.locator(".paymentmethods .paymentmethod .payment-name:text-is('Cash')").click()
        expect(page.locator(".paymentlines .paymentline", has_text="Cash")).to_be_visible()
        page.locator(".payment-screen button.validation-button.next").click()
        expect(page.locator(".feedback-screen, .receipt-screen").first).to_be_visible()

    def show_orders(self) -> None:
        """Open the list of orders."""
        self.page.locator(".pos-leftheader .orders-button").click()
        expect(self.page.locator(".ticket-screen")).to_be_visible()

    def send(self) -> None:
        """Send the order now, as the till does by itself from time to time."""
        self.page.evaluate("posmodel.syncAllOrders({orders: [posmodel.getOrder()]})")

    def row(self, reference: str) -> Locator:
        """An order's row in the list of orders, by its receipt number."""
        return self.page.locator(".ticket-screen .order-row", has_text=reference)

    def load(self, reference: str) -> None:
        """Open an order of the list."""
        self.row(reference).click()
        self.page.locator(".ticket-screen .load-order-button").click()
        expect(self.page.locator(".order-container .orderline").first).to_be_visible()

    def _confirm(self) -> None:
        self.page.locator(".modal:not(.o_inactive_modal) .modal-footer .btn-primary").click()
