/** Who somebody is: addresses, names, passwords and the account that they belong to. */
@NullMarked
package dev.sallyport.domain.account;

import org.jspecify.annotations.NullMarked;
