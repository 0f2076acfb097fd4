CREATE TABLE in_a_folder ();
