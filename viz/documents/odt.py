def write_odt(document): raise NotImplementedError
