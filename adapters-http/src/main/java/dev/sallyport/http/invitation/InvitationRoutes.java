package dev.sallyport.http.invitation;

import dev.sallyport.application.invitation.InviteUser;
import dev.sallyport.application.invitation.ListInvitations;
import dev.sallyport.application.invitation.ReadInvitation;
import dev.sallyport.application.invitation.WithdrawInvitation;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.access.AccessRefusals;
import dev.sallyport.http.access.Actors;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Page;
import dev.sallyport.http.problem.InputError;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.CallerRouteHandler;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code POST /api/v1/admin/users}, and {@code /api/v1/admin/invitations}. */
public final class InvitationRoutes implements RouteGroup {

    private static final String INVITATIONS = "/api/v1/admin/invitations";
    private static final String INVITATION = INVITATIONS + "/{id}";
    private static final Access<CallerRouteHandler> READING = Access.requiring(Delegation.READ_USERS);
    private static final Access<CallerRouteHandler> WRITING = Access.requiring(Delegation.WRITE_USERS);

    private final InviteUser inviteUser;
    private final ListInvitations listInvitations;
    private final ReadInvitation readInvitation;
    private final WithdrawInvitation withdrawInvitation;
    private final AccessRefusals refusals;
    private final LanguageTag defaultLocale;

    /**
     * The routes on these use cases.
     *
     * @param defaultLocale which language somebody reads of whom it is not said
     */
    public InvitationRoutes(
            InviteUser inviteUser,
            ListInvitations listInvitations,
            ReadInvitation readInvitation,
            WithdrawInvitation withdrawInvitation,
            AccessRefusals refusals,
            LanguageTag defaultLocale) {
        this.inviteUser = inviteUser;
        this.listInvitations = listInvitations;
        this.readInvitation = readInvitation;
        this.withdrawInvitation = withdrawInvitation;
        this.refusals = refusals;
        this.defaultLocale = defaultLocale;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/admin/users", WRITING, this::invite);
        routes.get(INVITATIONS, READING, this::list);
        routes.get(INVITATION, READING, this::read);
        routes.delete(INVITATION, WRITING, this::withdraw);
    }

    /** What is asked for, with the roles in the order in which they were named, to say which of them there are not. */
    private record Wanted(InviteUser.Command command, List<RoleName> roles) {}

    private Answer invite(Request request, VerifiedAccessToken caller) {
        Wanted wanted = wanted(request, caller);
        return switch (inviteUser.handle(wanted.command())) {
            case InviteUser.Result.Invited(var invitation, var link) ->
                Answer.of(Response.json(201, InvitationJson.of(invitation))
                        .with("Location", INVITATIONS + "/" + invitation.account()));
            case InviteUser.Result.Refused(var why) -> refusals.answer(why);
            case InviteUser.Result.EmailTaken() -> Answer.refusing(Problem.USER_EXISTS);
            case InviteUser.Result.UnknownRoles(var unknown) ->
                Answer.refusing(Refusal.of(Problem.INVALID_INPUT, errors(wanted.roles(), unknown)));
            case InviteUser.Result.Closed() -> Answer.refusing(Problem.REGISTRATION_CLOSED);
            case InviteUser.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
        };
    }

    private Wanted wanted(Request request, VerifiedAccessToken caller) {
        Fields body = request.body();
        Field<EmailAddress> email = body.required("email", EmailAddress::parse);
        Field<DisplayName> displayName = body.nullable("displayName", DisplayName::parse);
        Field<LanguageTag> locale = body.nullable("locale", LanguageTag::parse);
        Field<List<RoleName>> roles = body.optionalList("roles", RoleName::parse);
        Field<StatedReason> reason = Actors.reason(body);
        return body.complete(() -> {
            List<RoleName> named = roles.isGiven() ? roles.get() : List.of();
            LanguageTag language = locale.orNull();
            return new Wanted(
                    new InviteUser.Command(
                            email.get(),
                            displayName.orNull(),
                            language == null ? defaultLocale : language,
                            Set.copyOf(named),
                            InviteUser.Delivery.MAILED,
                            Actors.of(request, caller, reason)),
                    named);
        });
    }

    private static List<InputError> errors(List<RoleName> named, Set<RoleName> unknown) {
        return IntStream.range(0, named.size())
                .filter(i -> unknown.contains(named.get(i)))
                .mapToObj(i -> new InputError("/roles/" + i, "unknown-role"))
                .toList();
    }

    private Answer list(Request request, VerifiedAccessToken caller) {
        Page page = Page.from(request.query());
        UserId before = page.after() == null ? null : new UserId(page.after());
        return switch (listInvitations.handle(new ListInvitations.Command(caller, before, page.limit()))) {
            case ListInvitations.Result.Found(var invitations, var more) ->
                Answer.of(Response.json(
                        200,
                        Page.json(
                                invitations,
                                more,
                                invitation -> invitation.account().value(),
                                InvitationJson::of)));
            case ListInvitations.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer read(Request request, VerifiedAccessToken caller) {
        var command = new ReadInvitation.Command(caller, request.idInPath("id", UserId::new));
        return switch (readInvitation.handle(command)) {
            case ReadInvitation.Result.Found(var invitation) ->
                Answer.of(Response.json(200, InvitationJson.of(invitation)));
            case ReadInvitation.Result.Unknown() -> Answer.refusing(Problem.NOT_FOUND);
            case ReadInvitation.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer withdraw(Request request, VerifiedAccessToken caller) {
        var command = new WithdrawInvitation.Command(request.idInPath("id", UserId::new), Actors.of(request, caller));
        return switch (withdrawInvitation.handle(command)) {
            case WithdrawInvitation.Result.Withdrawn() -> Answer.of(Response.empty(204));
            case WithdrawInvitation.Result.Unknown() -> Answer.refusing(Problem.NOT_FOUND);
            case WithdrawInvitation.Result.Refused(var why) -> refusals.answer(why);
        };
    }
}
