from . import dispatcher, api_request, logs

logs.install()
