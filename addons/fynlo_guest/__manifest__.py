{
    "name": "Fynlo Guest",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "summary": "The guest follows an order on a phone and calls the waiter",
    "author": "Fynlo",
    "license": "LGPL-3",
    "depends": ["fynlo_pos_api"],
    "external_dependencies": {
        "python": ["pydantic", "qrcode"],
    },
    "data": [
        "security/ir.model.access.csv",
        "security/fynlo_guest_rules.xml",
        "views/tracking_page.xml",
        "views/service_request_board_views.xml",
        "views/service_request_views.xml",
        "views/tracking_link_views.xml",
        "views/order_views.xml",
        "views/menu.xml",
    ],
    "assets": {
        "web.assets_backend": ["fynlo_guest/static/src/requests/*"],
    },
}
