select publisher, published, language, title, url, is_copy from the_documents order by place
