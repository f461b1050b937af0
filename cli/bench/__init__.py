"""./fynlo bench: Fynlo beside stock Odoo on one server and database, in alternating blocks.

machine (server, devices, logins) -> sides (what is called) -> duel (who is called when)
-> result -> table or JSON
"""
