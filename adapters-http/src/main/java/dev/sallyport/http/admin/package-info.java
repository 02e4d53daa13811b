/** Other people's accounts, for those who look after them. */
@NullMarked
package dev.sallyport.http.admin;

import org.jspecify.annotations.NullMarked;
