package dev.sallyport.domain.ratelimit;

/** What is limited, and by what it is counted. */
public enum Limit {
    /** Sign-ins, per account and client together: guessing one password from one place. */
    LOGIN,
    /** Sign-ins per account: guessing one password from many places. */
    LOGIN_PER_ACCOUNT,
    /** Sign-ins per client: trying many accounts from one place. */
    LOGIN_PER_IP,
    /** Registrations per client. */
    REGISTER_PER_IP,
    /** Registrations, by anybody: what a flood from everywhere is held to. */
    REGISTER_TOTAL,
    /** Lost passwords that a client asks to replace. There is no such limit for all together: it would keep owners out. */
    FORGOT_PER_IP,
    /** Mails per address, whoever asks for them. */
    MAIL_PER_ADDRESS,
    /** Invitations per administrator. */
    INVITE,
    /** Mails that leave, to anybody: what a mail provider allows. */
    MAIL_SENDING,
    /** Mails that leave to one address, whatever caused them. */
    MAIL_SENDING_PER_RECIPIENT,
    /** Requests per client, for anything. */
    API_PER_IP,
    /** Answers to the question for a second factor, per account, so that asking anew buys nothing. */
    CODE_PER_CHALLENGE,
    /** Refreshes per session. */
    REFRESH_PER_SESSION,
    /** Tries before a challenge against bots has to be answered, per client, and for sign-ins also per account. */
    BOT_CHALLENGE_FREE,
    /** Uses of one answer to such a challenge: one, for as long as it could be right. */
    BOT_CHALLENGE_USE
}
