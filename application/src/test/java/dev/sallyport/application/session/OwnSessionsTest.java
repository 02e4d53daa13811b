package dev.sallyport.application.session;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.VerifiedAccessToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Listing one's sessions and ending them. */
class OwnSessionsTest {
    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn first = journey.signedIn(ADA);
    private final SignedIn second = signIn();
    private final SignedIn third = signIn();
    private final VerifiedAccessToken caller = journey.caller(second);
    private final SignedIn grace = journey.signedIn(EmailAddress.of("grace@example.com"));

    @Test
    void listsOnesOwnPageByPageAndTellsWhichIsThis() {
        ListSessions.Result page = list(null);

        assertThat(page.sessions()).extracting(Session::id).containsExactly(third.session(), second.session());
        assertThat(page.current()).isEqualTo(second.session());
        assertThat(page.more()).isTrue();

        ListSessions.Result last = list(page.sessions().getLast());
        assertThat(last.sessions()).extracting(Session::id).containsExactly(first.session());
        assertThat(last.more()).isFalse();
    }

    @Test
    void endsOneWhoseTokensAreVoidAtOnce() {
        assertThat(end(first)).isEqualTo(new EndOwnSession.Result.Ended());

        assertThat(isAccepted(first)).isFalse();
        assertThat(isAccepted(second)).isTrue();
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SessionEnded(second.user().id(), first.session(), second.session()));
    }

    @Test
    void endsTheOneThatTheCallerIsIn() {
        assertThat(end(second)).isEqualTo(new EndOwnSession.Result.Ended());

        assertThat(isAccepted(second)).isFalse();
    }

    @Test
    void findsNeitherSomebodyElsesNorOneThatIsOver() {
        end(first);
        int auditedBefore = fakes.auditTrail().events().size();

        assertThat(end(grace)).isEqualTo(new EndOwnSession.Result.NotFound());
        assertThat(end(first)).isEqualTo(new EndOwnSession.Result.NotFound());

        assertThat(isAccepted(grace)).isTrue();
        assertThat(fakes.auditTrail().events()).hasSize(auditedBefore);
    }

    @Test
    void endsAllOthers() {
        assertThat(fakes.sallyport().endOtherSessions().handle(new EndOtherSessions.Command(caller, CLIENT)))
                .isEqualTo(new EndOtherSessions.Result(2));

        assertThat(isAccepted(first)).isFalse();
        assertThat(isAccepted(second)).isTrue();
        assertThat(isAccepted(third)).isFalse();
        assertThat(isAccepted(grace)).isTrue();
        assertThat(fakes.auditTrail().events())
                .contains(
                        new AuditEvent.SessionEnded(second.user().id(), first.session(), second.session()),
                        new AuditEvent.SessionEnded(second.user().id(), third.session(), second.session()));
    }

    private SignedIn signIn() {
        return ((SignIn.Result.Succeeded) fakes.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                .signedIn();
    }

    private ListSessions.Result list(@Nullable Session before) {
        return fakes.sallyport()
                .listSessions()
                .handle(new ListSessions.Command(caller, before == null ? null : before.id(), 2));
    }

    private EndOwnSession.Result end(SignedIn session) {
        return fakes.sallyport().endOwnSession().handle(new EndOwnSession.Command(caller, session.session(), CLIENT));
    }

    private boolean isAccepted(SignedIn signedIn) {
        return fakes.sallyport().authenticate().handle(new Authenticate.Command(signedIn.accessToken()))
                instanceof Authenticate.Result.Authenticated;
    }
}
