partner_id = ""
