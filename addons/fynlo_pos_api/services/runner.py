import hashlib
from functools import partial
from typing import Any

from pydantic import BaseModel, ValidationError

from odoo import models
from odoo.exceptions import UserError

from ..const import ErrorCode
from ..domain.caller import Caller
from ..exceptions import Forbidden, Invalid, MalformedRequest
from ..http import metrics
from ..http.reply import Reply
from .definition import Access, Definition, Idempotency, definitions
from .run import RUN, Run

KEY_LENGTH = 200
REPLAYED = {"Idempotency-Replayed": "true"}


class FynloRunner(models.AbstractModel):
    """The one place where commands and queries run, whichever door they came in by."""

    _name = "fynlo.runner"
    _inherit = ["fynlo.service"]
    _description = "Runs commands and queries"

    def _query(self, name: str, values: dict[str, Any]) -> Any:
        """Authorise and run a query.

        :param values: the query's input by field name
        :return: the query's result: a schema or a Reply
        :raises FynloError: what the query refuses
        """
        definition, data = self._prepare(name, values)
        run = Run(self._caller, name)
        return self._call(definition, data, run)

    def _command(
        self, name: str, values: dict[str, Any], idempotency_key: str | None = None
    ) -> Reply:
        """Authorise and run a command: key, savepoint, run, events, stored reply.

        :param values: the command's input by field name
        :param idempotency_key: the caller's own key; the same key and input gives the same reply
        :raises FynloError: what the command refuses; then nothing was written
        """
        try:
            reply = self._run_once(name, values, idempotency_key)
        except UserError as error:
            metrics.command_ran(name, getattr(error, "code", ErrorCode.OPERATION_REFUSED))
            raise
        # A transaction that collides runs again: a command is done when it is committed.
        result = "replayed" if reply.headers is REPLAYED else "done"
        self.env.cr.postcommit.add(partial(metrics.command_ran, name, result))
        return reply

    def _run_once(self, name: str, values: dict[str, Any], idempotency_key: str | None) -> Reply:
        definition, data = self._prepare(name, values)
        key = self._check_key(definition, idempotency_key)
        with self.env.cr.savepoint():
            if key is None:
                return self._execute(definition, data)
            return self._once(definition, data, key, _hash(data))

    def _prepare(self, name: str, values: dict[str, Any]) -> tuple[Definition, BaseModel]:
        definition = definitions(self.env.registry)[name]
        self._authorise(definition, self._caller)
        try:
            return definition, definition.input.model_validate(values)
        except ValidationError as error:
            raise Invalid.from_pydantic(error) from None

    def _admit(self, name: str | None) -> None:
        """Let the caller go on to a command or query.

        :param name: None: it is open to everyone
        :raises Forbidden: scope_missing
        """
        if name is not None:
            self._authorise(definitions(self.env.registry)[name], self._caller)

    def _authorise(self, definition: Definition, caller: Caller) -> None:
        if isinstance(definition.access, Access) or definition.access in caller.scopes:
            return
        raise Forbidden(
            f"This needs the scope {definition.access}, which your role or key does not have.",
            ErrorCode.SCOPE_MISSING,
        )

    def _check_key(self, definition: Definition, key: str | None) -> str | None:
        if definition.idempotency is Idempotency.NONE:
            return None
        if key is None and definition.idempotency is Idempotency.REQUIRED:
            raise MalformedRequest(
                "Send an Idempotency-Key header, a new UUID for each new action.",
                ErrorCode.IDEMPOTENCY_KEY_MISSING,
                field="Idempotency-Key",
            )
        if key is not None and not (0 < len(key) <= KEY_LENGTH and key.isprintable()):
            raise MalformedRequest(
                f"Idempotency-Key takes 1 to {KEY_LENGTH} printable characters.",
                field="Idempotency-Key",
            )
        return key

    def _once(self, definition: Definition, data: BaseModel, key: str, request_hash: str) -> Reply:
        keys = self.env["fynlo.idempotency"]
        owner = self._caller.owner_key
        row_id = keys._claim(owner, key, definition.name, request_hash)
        if row_id is None:
            taken_by, reply = keys._stored(owner, key)
            if taken_by != f"{definition.name} {request_hash}":
                raise Invalid(
                    "This Idempotency-Key was used with another request; send a new key.",
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    field="Idempotency-Key",
                )
            return Reply(reply.encode(), headers=REPLAYED)
        reply = self._execute(definition, data)
        keys._store_reply(row_id, reply.body.decode())
        return reply

    def _execute(self, definition: Definition, data: BaseModel) -> Reply:
        run = Run(self._caller, definition.name, approval=getattr(data, "approval", None))
        result = self._call(definition, data, run)
        for ending in run.endings:
            ending(data)
        self.env.cr.flush()
        self.env["fynlo.outbox"]._publish(run.events)
        return result if isinstance(result, Reply) else Reply.of(result)

    def _call(self, definition: Definition, data: BaseModel, run: Run) -> Any:
        service = self.env[definition.model].with_context(**{RUN: run})
        return getattr(service, definition.method)(data)


def _hash(data: BaseModel) -> str:
    """What makes two requests the same; not who approved: a PIN is not kept, not even hashed.

    A field that was not sent is not one that was sent as null: a PATCH leaves the first as it is.
    """
    sent = data.model_dump_json(exclude={"approval"}, exclude_unset=True)
    return hashlib.sha256(sent.encode()).hexdigest()
