package dev.sallyport.http.invitation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.http.json.Json;

/** An invitation as JSON; never its link. */
final class InvitationJson {
    private InvitationJson() {}

    static ObjectNode of(Invitation invitation) {
        ObjectNode json = Json.object()
                .put("id", invitation.account().toString())
                .put("email", invitation.email().value())
                .put(
                        "displayName",
                        invitation.displayName() == null
                                ? null
                                : invitation.displayName().value())
                .put("locale", invitation.locale().value());
        ArrayNode roles = json.putArray("roles");
        invitation.roles().stream().map(RoleName::value).sorted().forEach(roles::add);
        return json.put("invitedBy", invitation.by() instanceof Author.Person(var id) ? id.toString() : null)
                .put("createdAt", Json.time(invitation.createdAt()))
                .put("expiresAt", Json.time(invitation.expiresAt()));
    }
}
