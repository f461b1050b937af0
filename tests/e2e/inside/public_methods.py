# Runs in `odoo shell`: methods that RPC could call, and that are Fynlo's services' own.
from odoo.service.model import get_public_method

stock = set(dir(env["ir.qweb"].with_env(env))) | set(dir(env["base"]))
found = []
for name, model in sorted(env.registry.items()):
    if not name.startswith("fynlo.") or not model._abstract:
        continue
    for method in sorted(set(dir(model)) - stock):
        try:
            get_public_method(env[name], method)
        except Exception:
            continue
        found.append(f"{name}.{method}")
answer(found)
