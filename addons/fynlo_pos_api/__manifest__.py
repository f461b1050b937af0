{
    "name": "Fynlo POS API",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "summary": "The JSON API of the restaurant till: every change a command, every command an event",
    "author": "Fynlo",
    "license": "LGPL-3",
    "depends": ["auth_signup", "auth_totp", "point_of_sale", "pos_restaurant", "pos_hr"],
    "external_dependencies": {
        "python": ["PyJWT", "prometheus-client", "pydantic", "qrcode", "redis"],
    },
    "data": [
        "security/fynlo_groups.xml",
        "security/ir.model.access.csv",
        "security/fynlo_rules.xml",
        "data/signing_key_cron.xml",
    ],
    "application": True,
}
