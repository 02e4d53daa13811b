"use strict";

window.ui = SwaggerUIBundle({
  url: "openapi.yaml",
  dom_id: "#docs",
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  // Nothing is sent anywhere else, and no token is kept.
  validatorUrl: null,
  persistAuthorization: false,
});
