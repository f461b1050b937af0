"use strict";

// A command that needs an Idempotency-Key can be tried without typing one.
function withKey(request) {
    const isCommand = request.method && request.method.toUpperCase() !== "GET";
    if (isCommand && !request.headers["Idempotency-Key"] && crypto.randomUUID) {
        request.headers["Idempotency-Key"] = crypto.randomUUID();
    }
    return request;
}

SwaggerUIBundle({
    url: "/api/v1/openapi.json",
    dom_id: "#reference",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    defaultModelExpandDepth: 3,
    displayRequestDuration: true,
    filter: true,
    persistAuthorization: false,
    requestInterceptor: withKey,
    // Nothing is asked of anybody else.
    validatorUrl: null,
});
