package dev.sallyport.application.admin;

/**
 * One thing that is wrong with a line of an import.
 *
 * @param member what it is wrong with, as a JSON pointer; empty for the whole line
 * @param code the stable, kebab-case name of what is wrong
 */
public record LineFault(String member, String code) {
    static LineFault of(Member member, Code code) {
        return new LineFault(member.pointer, code.code);
    }

    /** What is looked at beyond its form. */
    enum Member {
        EMAIL("/email"),
        ID("/id"),
        STATUS("/status"),
        ROLES("/roles"),
        PASSWORD_HASH("/passwordHash"),
        CREATED_AT("/createdAt"),
        LAST_SIGN_IN_AT("/lastSignInAt");

        private final String pointer;

        Member(String pointer) {
            this.pointer = pointer;
        }
    }

    /** What can be wrong with a line that can be read. */
    enum Code {
        /** An earlier line of the file has the same. */
        REPEATED("repeated"),
        /** It is an account's, which is not the one described. */
        TAKEN("taken"),
        UNKNOWN_ROLE("unknown-role"),
        /** Of a kind that no sign-in can be checked against, malformed, or too costly. */
        UNSUPPORTED_HASH("unsupported-hash"),
        /** A sign-in can be checked against it, but it is a lever on the server until its owner signs in. */
        HASH_TOO_DEAR("hash-too-dear"),
        /** A role that allows to administer the installation, which nobody said that the file may give. */
        ADMINISTRATIVE_ROLE("administrative-role"),
        /** The account with that id was deleted, and nobody said that it may come back. */
        DELETED("deleted"),
        IN_THE_FUTURE("in-the-future");

        private final String code;

        Code(String code) {
            this.code = code;
        }
    }
}
