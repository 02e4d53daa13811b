package dev.sallyport.http.audit;

import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.audit.ListAuditEvents;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEventTypes;
import dev.sallyport.domain.audit.AuditPosition;
import dev.sallyport.domain.parsing.Instants;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.NamedPage;
import dev.sallyport.http.json.Parsers;
import dev.sallyport.http.problem.InputError;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Which events are asked for: {@code ?userId=&byUserId=&type=&from=&to=}, each optional, and which page of them. */
record AuditQuery(AuditTrail.Filter filter, NamedPage<AuditPosition> page) {

    static AuditQuery from(Fields query) {
        Field<UserId> user = query.optional("userId", Parsers.id(UserId::new));
        Field<UserId> by = query.optional("byUserId", Parsers.id(UserId::new));
        Field<Set<String>> types = query.optional("type", AuditEventTypes::parse);
        Field<Instant> from = query.optional("from", Instants::parse);
        Field<Instant> to = query.optional("to", Instants::parse);
        Instant begin = from.orNull();
        query.check(
                to,
                end -> begin == null || begin.isBefore(end) ? List.of() : List.of(new InputError("?to", "not-later")));
        NamedPage<AuditPosition> page = NamedPage.from(query, AuditPosition::parse);
        return new AuditQuery(
                new AuditTrail.Filter(user.orNull(), by.orNull(), types.orNull(), begin, to.orNull()), page);
    }

    ListAuditEvents.Command command(VerifiedAccessToken caller) {
        return new ListAuditEvents.Command(caller, filter, page.after(), page.limit());
    }
}
