CREATE TABLE grüße (id int);;
;
