partner_id = null
