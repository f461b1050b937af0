import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { FynloOrderStatus, FynloStatusBadge } from "./order_status";

Object.assign(TicketScreen.components, { FynloOrderStatus, FynloStatusBadge });
