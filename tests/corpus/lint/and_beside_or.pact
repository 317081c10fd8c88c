define mixed = country = "US" or country = "CA" and employees >= 50 or source = "Webinar"
  and free_mail
define grouped = (country = "US" or country = "CA") and employees >= 50
define nested = not (country = "US" or country = "CA" and employees >= 50) and mixed and grouped
define counted = count of (touch where at > lead.mql_at or at < lead.sql_at and lead.country = "US") > 2

stage sal "Sales accepted lead" after mql {
  recorded accepted_at
  when {
    nested
    counted or any {
      free_mail
      grouped
    }
  }
}
