"""What menus are made of. Each file is named after its model and raises the version of menus."""

from . import account_fiscal_position
from . import account_journal
from . import account_tax
from . import pos_category
from . import pos_config
from . import product_attribute
from . import product_attribute_value
from . import product_category
from . import product_combo
from . import product_combo_item
from . import product_pricelist
from . import product_pricelist_item
from . import product_product
from . import product_template
from . import product_template_attribute_line
from . import product_template_attribute_value
from . import res_company
from . import res_currency
from . import res_currency_rate
from . import res_partner
