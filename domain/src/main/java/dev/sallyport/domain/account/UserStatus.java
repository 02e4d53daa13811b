package dev.sallyport.domain.account;

/** Whether an account may be used. */
public enum UserStatus {
    ACTIVE,
    SUSPENDED
}
