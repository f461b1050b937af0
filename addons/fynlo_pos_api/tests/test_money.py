from odoo.tests import TransactionCase

from ..domain.money import from_minor, to_minor
from ..schemas.common import Money


class TestMoney(TransactionCase):
    """Amounts between Odoo's floats and integers."""

    def test_halves_go_away_from_zero_by_their_digits(self) -> None:
        for value, expected in ((1.005, 101), (-1.005, -101), (2.675, 268), (0.285, 29), (0.0, 0)):
            self.assertEqual(to_minor(value, 2), expected, value)

    def test_every_penny_up_to_ten_thousand_pounds_comes_back(self) -> None:
        wrong = [pence for pence in range(1_000_000) if to_minor(from_minor(pence, 2), 2) != pence]
        self.assertEqual(wrong, [])

    def test_sums_of_floats_are_the_pennies_that_they_stand_for(self) -> None:
        self.assertEqual(to_minor(0.1 + 0.2, 2), 30)
        self.assertEqual(to_minor(sum([0.1] * 10), 2), 100)

    def test_currencies_have_their_own_minor_unit(self) -> None:
        currencies = self.env["res.currency"].with_context(active_test=False)
        for name, value, amount in (
            ("GBP", 12.95, 1295),
            ("JPY", 1200.0, 1200),
            ("KWD", 1.234, 1234),
        ):
            currency = currencies.search([("name", "=", name)])
            currency.rounding = {"GBP": 0.01, "JPY": 1.0, "KWD": 0.001}[name]
            money = Money.of(value, currency)
            self.assertEqual((money.amount, money.currency), (amount, name))
            self.assertEqual(money.as_float(currency), value)
