# Runs in `odoo shell`: the retention job, as the cron runs it.
answer(env["fynlo.event"]._delete_expired())
