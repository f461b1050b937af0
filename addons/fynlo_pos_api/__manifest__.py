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
        "data/password_mail_cron.xml",
        "data/signing_key_cron.xml",
        "views/api_key_views.xml",
        "views/device_views.xml",
        "views/hr_employee_views.xml",
        "views/menu.xml",
    ],
    "application": True,
}
