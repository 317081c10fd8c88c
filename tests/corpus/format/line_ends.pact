lead {
	id	text key # with a tab	


	email text
}
# end 

