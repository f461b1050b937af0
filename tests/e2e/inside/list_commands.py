# Runs in `odoo shell`: the commands and queries of the installed addons.
from odoo.addons.fynlo_pos_api.services.definition import definitions

answer(sorted([item.model, item.method] for item in definitions(env.registry).values()))
