package dev.sallyport.domain.ratelimit;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.SessionId;
import java.util.Optional;

/**
 * One use of one budget.
 *
 * @param subject whose budget it is; addresses are keyed by their normal form, and exist or not makes no difference
 * @param client whose requests are counted, if it is a budget of one client alone, of which some may be exempt
 */
public record Charge(Limit limit, String subject, Optional<ClientAddress> client) {
    public Charge(Limit limit, String subject) {
        this(limit, subject, Optional.empty());
    }

    private static Charge perClient(Limit limit, ClientAddress client) {
        return new Charge(limit, client.network(), Optional.of(client));
    }

    public static Charge login(EmailAddress account, ClientAddress client) {
        return new Charge(Limit.LOGIN, account.value() + " " + client.network());
    }

    public static Charge loginPerAccount(EmailAddress account) {
        return new Charge(Limit.LOGIN_PER_ACCOUNT, account.value());
    }

    /**
     * A guess at the password of an account by somebody who is signed in to it already. It has a budget of its own, so that strangers who try to sign in
     * do not keep the owner from changing anything.
     */
    public static Charge reauthentication(UserId account) {
        return new Charge(Limit.LOGIN_PER_ACCOUNT, "signed in " + account);
    }

    public static Charge loginPerIp(ClientAddress client) {
        return perClient(Limit.LOGIN_PER_IP, client);
    }

    public static Charge registerPerIp(ClientAddress client) {
        return perClient(Limit.REGISTER_PER_IP, client);
    }

    public static Charge apiPerIp(ClientAddress client) {
        return perClient(Limit.API_PER_IP, client);
    }

    /** A registration, by anybody. */
    public static Charge registerTotal() {
        return new Charge(Limit.REGISTER_TOTAL, "all");
    }

    public static Charge forgotPerIp(ClientAddress client) {
        return perClient(Limit.FORGOT_PER_IP, client);
    }

    public static Charge mailPerAddress(EmailAddress address) {
        return new Charge(Limit.MAIL_PER_ADDRESS, address.value());
    }

    /**
     * A mail that gets the owner of an address back into their account. It has a budget of its own, so that nobody can use that up by
     * having other mails sent there; whatever uses it up, sends the owner what they need.
     */
    public static Charge recoveryMailPerAddress(EmailAddress address) {
        return new Charge(Limit.MAIL_PER_ADDRESS, "recovery " + address.value());
    }

    /**
     * The same, but sent at the word of an administrator. It has a budget of its own, so that strangers who say that they lost the password cannot
     * keep administrators from helping its owner, nor administrators flood a mailbox.
     */
    public static Charge recoveryMailByAdministrator(UserId account) {
        return new Charge(Limit.MAIL_PER_ADDRESS, "recovery by an administrator " + account);
    }

    /**
     * A wish for another address, counted by the address that the account has and that is told of it. It has a budget of its own, which only its
     * owner can use up: however many addresses somebody wishes for, not all of those get a mail.
     */
    public static Charge emailChange(EmailAddress present) {
        return new Charge(Limit.MAIL_PER_ADDRESS, "change of " + present.value());
    }

    /** A change of password by somebody who is signed in, of which its owner is told by mail; counted by the address that is told. */
    public static Charge passwordChange(EmailAddress present) {
        return new Charge(Limit.MAIL_PER_ADDRESS, "password of " + present.value());
    }

    /**
     * An invitation to an address. It has a budget of its own, so that strangers who register the address do not keep administrators from inviting its
     * owner.
     */
    public static Charge invitation(EmailAddress address) {
        return new Charge(Limit.MAIL_PER_ADDRESS, "invitation " + address.value());
    }

    /** The same, counted by who sends it: nobody floods strangers, or the queue of mails, by an administrator's session. */
    public static Charge invitationBy(UserId administrator) {
        return new Charge(Limit.INVITE, administrator.toString());
    }

    /** A mail that leaves, to anybody. One that has to wait for it is not lost. */
    public static Charge mailSending() {
        return new Charge(Limit.MAIL_SENDING, "all");
    }

    /** A mail that leaves to that address, likewise. */
    public static Charge mailSendingTo(EmailAddress recipient) {
        return new Charge(Limit.MAIL_SENDING_PER_RECIPIENT, recipient.value());
    }

    /** An answer to the question for a second factor. It is counted by account: whoever begins another sign-in has no more tries. */
    public static Charge secondFactor(UserId account) {
        return new Charge(Limit.CODE_PER_CHALLENGE, account.toString());
    }

    /** A change of second factors, which costs hashes and mails. It is never given back. */
    public static Charge secondFactorChange(UserId account) {
        return new Charge(Limit.CODE_PER_CHALLENGE, "change " + account);
    }

    public static Charge refreshPerSession(SessionId session) {
        return new Charge(Limit.REFRESH_PER_SESSION, session.toString());
    }

    /** A try of this client without the answer to a challenge. */
    public static Charge freeOfBotChallenge(BotChallengePurpose purpose, ClientAddress client) {
        return new Charge(Limit.BOT_CHALLENGE_FREE, purpose + " " + client.network(), Optional.of(client));
    }

    /** Likewise of anybody, at this account. */
    public static Charge freeOfBotChallenge(BotChallengePurpose purpose, EmailAddress account) {
        return new Charge(Limit.BOT_CHALLENGE_FREE, purpose + " " + account.value());
    }

    /**
     * The use of an answer to a challenge.
     *
     * @param onceKey the same for everything that answers the same challenge
     */
    public static Charge botChallengeUse(String onceKey) {
        return new Charge(Limit.BOT_CHALLENGE_USE, onceKey);
    }
}
