"""What differs in the copies that growth_fill makes of an order and of what belongs to it."""

# Orders by the session's day, from 11 to 22 o'clock; each tenth has no customer, and a fifth goes
# out of the house. Most are posted, one in a hundred is cancelled.
ORDERS = """
    SELECT n, session.id AS session_id, session.config_id,
    session.start_at + INTERVAL '1 hour' + ((n * 37) %% 660) * INTERVAL '1 minute' AS ordered_at,
    guests.ids[1 + (n * 7919) %% cardinality(guests.ids)] AS customer_id,
    tables.ids[1 + n %% GREATEST(cardinality(tables.ids), 1)] AS table_id,
    people.ids[1 + n %% cardinality(people.ids)] AS employee_id
    FROM generate_series({first}, {last}) n
    JOIN pos_session session ON session.name = {name} || (1 + (n - 1) / {each}),
    (SELECT array_agg(id) AS ids FROM res_partner WHERE starts_with(name, {guests})) guests,
    (SELECT array_agg(id) AS ids FROM restaurant_table WHERE active) tables,
    (SELECT array_agg(id) AS ids FROM hr_employee WHERE active AND fynlo_role IS NOT NULL) people
"""
_STATE = "CASE WHEN made.n %% 100 = 0 THEN 'cancel' ELSE 'done' END"
ORDER = {
    "uuid": "gen_random_uuid()::text",
    "access_token": "gen_random_uuid()::text",
    "name": "'Growth/' || made.n",
    "pos_reference": "'GROWTH-' || lpad(made.n::text, 6, '0')",
    "tracking_number": "made.n::text",
    "sequence_number": "made.n",
    "session_id": "made.session_id",
    "config_id": "made.config_id",
    "date_order": "made.ordered_at",
    "create_date": "made.ordered_at",
    "write_date": "made.ordered_at",
    "partner_id": "CASE WHEN made.n %% 10 > 0 THEN made.customer_id END",
    "table_id": "CASE WHEN made.n %% 5 > 0 THEN made.table_id END",
    "employee_id": "made.employee_id",
    "fynlo_order_type": "CASE WHEN made.n %% 5 > 0 THEN 'dine_in' ELSE 'takeaway' END",
    "customer_count": "1 + made.n %% 6",
    "state": _STATE,
    "fynlo_version": "3",
}
# The price stays the source's, so that the order's total is the sum of its lines.
LINE = {
    "uuid": "gen_random_uuid()::text",
    "create_date": "made.date_order",
    "write_date": "made.date_order",
}
PAYMENT = {
    "uuid": "gen_random_uuid()::text",
    "session_id": "made.session_id",
    "payment_date": "made.date_order",
    "create_date": "made.date_order",
    "write_date": "made.date_order",
}
LINE_TAXES = """
    INSERT INTO account_tax_pos_order_line_rel (pos_order_line_id, account_tax_id)
    SELECT line.id, link.account_tax_id FROM pos_order_line source
    JOIN account_tax_pos_order_line_rel link ON link.pos_order_line_id = source.id
    JOIN pos_order_line line ON line.product_id = source.product_id
    WHERE source.order_id = %s AND line.order_id > %s
"""
# Two a sale, as Fynlo writes them, and a void on one in fifty.
EVENTS = """
    INSERT INTO fynlo_event (name, occurred_at, aggregate_model, aggregate_id, aggregate_uuid,
        version, company_id, config_id, employee_id, command, payload)
    SELECT part.name, sale.date_order, 'pos.order', sale.id, sale.uuid, part.version,
    sale.company_id, sale.config_id, sale.employee_id, part.name, jsonb_build_object(
        'reference', sale.pos_reference, 'reason', 'Ordered by mistake', 'quantity', 1,
        'line_id', (SELECT uuid FROM pos_order_line WHERE order_id = sale.id LIMIT 1))
    FROM pos_order sale, (VALUES ('order.created', 1), ('order.paid', 2),
        ('order.line_voided', 3)) part(name, version)
    WHERE sale.id > %s AND (part.version < 3 OR sale.id %% 50 = 0)
"""
