   
-- nothing here

