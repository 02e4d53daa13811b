package dev.sallyport.http.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.admin.ReadStatistics;
import dev.sallyport.application.admin.Statistics.Counts;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.access.AccessRefusals;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.Optional;

/** {@code GET /api/v1/admin/stats}. */
public final class StatisticsRoutes implements RouteGroup {

    private final ReadStatistics readStatistics;
    private final AccessRefusals refusals;

    public StatisticsRoutes(ReadStatistics readStatistics, AccessRefusals refusals) {
        this.readStatistics = readStatistics;
        this.refusals = refusals;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/v1/admin/stats", Access.requiring(Delegation.READ_USERS), this::read);
    }

    private Answer read(Request request, VerifiedAccessToken caller) {
        var actor = new Actor.Administrator(caller, request.client(), Optional.empty());
        return switch (readStatistics.handle(new ReadStatistics.Command(actor))) {
            case ReadStatistics.Result.Found found -> Answer.of(Response.json(200, json(found)));
            case ReadStatistics.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private static ObjectNode json(ReadStatistics.Result.Found found) {
        ObjectNode json = Json.object().put("asOf", Json.time(found.asOf()));
        json.set("counts", json(found.counts()));
        ArrayNode days = json.putArray("days");
        found.days()
                .forEach(day -> days.addObject()
                        .put("day", day.day().toString())
                        .put("registrations", day.registrations())
                        .put("signIns", day.signIns())
                        .put("refusedSignIns", day.refusedSignIns()));
        return json;
    }

    private static ObjectNode json(Counts counts) {
        return Json.object()
                .put("users", counts.users())
                .put("active", counts.active())
                .put("suspended", counts.suspended())
                .put("withTwoFactor", counts.withTwoFactor())
                .put("administrators", counts.administrators())
                .put("liveSessions", counts.liveSessions())
                .put("pendingRegistrations", counts.pendingRegistrations())
                .put("waitingMails", counts.waitingMails())
                .put("deadMails", counts.deadMails());
    }
}
