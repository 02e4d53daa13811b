package dev.sallyport.domain.account;

/** Whether an account may be used. */
public enum UserStatus {
    ACTIVE,
    SUSPENDED,
    /** Its owner deleted it, and can still change their mind. Until then it is as good as gone. */
    DELETING
}
