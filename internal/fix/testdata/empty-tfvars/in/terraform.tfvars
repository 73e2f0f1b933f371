partner_id = ""
region     = "westeurope"
