/** What those who look after accounts see of them. */
@NullMarked
package dev.sallyport.http.admin;

import org.jspecify.annotations.NullMarked;
