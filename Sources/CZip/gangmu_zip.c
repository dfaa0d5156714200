#include "gangmu_zip.h"
#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct gm_zip {
  zip_t *handle;
};

static int32_t status_of(int code) {
  switch (code) {
    case ZIP_ER_MEMORY: return GM_ZIP_NO_MEMORY;
    case ZIP_ER_NOPASSWD:
    case ZIP_ER_WRONGPASSWD:
    case ZIP_ER_ENCRNOTSUPP: return GM_ZIP_ENCRYPTED;
    case ZIP_ER_COMPNOTSUPP: return GM_ZIP_METHOD;
    case ZIP_ER_CRC: return GM_ZIP_CHECKSUM;
    default: return GM_ZIP_DAMAGED;
  }
}

/* Takes over the source; NULL with the reason in `status` if there is none or it holds no archive. */
static gm_zip *open_source(zip_source_t *source, zip_error_t *error, int32_t *status) {
  gm_zip *archive = calloc(1, sizeof *archive);
  if (archive && source) archive->handle = zip_open_from_source(source, ZIP_RDONLY, error);
  if (archive && archive->handle) {
    *status = GM_ZIP_OK;
  } else {
    *status = archive ? status_of(zip_error_code_zip(error)) : GM_ZIP_NO_MEMORY;
    if (source) zip_source_free(source);
    free(archive);
    archive = NULL;
  }
  zip_error_fini(error);
  return archive;
}

gm_zip *gm_zip_open(const uint8_t *bytes, size_t length, int32_t *status) {
  zip_error_t error;
  zip_error_init(&error);
  return open_source(zip_source_buffer_create(bytes, length, 0, &error), &error, status);
}

gm_zip *gm_zip_open_file(const char *path, int32_t *status) {
  zip_error_t error;
  zip_error_init(&error);
  return open_source(zip_source_file_create(path, 0, -1, &error), &error, status);
}

void gm_zip_close(gm_zip *archive) {
  zip_discard(archive->handle);
  free(archive);
}

int64_t gm_zip_count(gm_zip *archive) { return zip_get_num_entries(archive->handle, 0); }

int32_t gm_zip_stat(gm_zip *archive, int64_t index, gm_zip_entry *out) {
  memset(out, 0, sizeof *out);
  zip_stat_t s;
  zip_stat_init(&s);
  if (index < 0 || zip_stat_index(archive->handle, (zip_uint64_t)index, ZIP_FL_ENC_RAW, &s) != 0) return GM_ZIP_DAMAGED;
  const char *name = zip_get_name(archive->handle, (zip_uint64_t)index, ZIP_FL_ENC_RAW);
  if (!name) return GM_ZIP_DAMAGED;
  out->name = (const uint8_t *)name;
  out->name_length = (int64_t)strlen(name);
  out->size = (s.valid & ZIP_STAT_SIZE) && s.size <= INT64_MAX ? (int64_t)s.size : -1;
  out->packed = (s.valid & ZIP_STAT_COMP_SIZE) && s.comp_size <= INT64_MAX ? (int64_t)s.comp_size : -1;
  out->is_encrypted = (s.valid & ZIP_STAT_ENCRYPTION_METHOD) && s.encryption_method != ZIP_EM_NONE;
  out->method = (s.valid & ZIP_STAT_COMP_METHOD) ? s.comp_method : -1;
  return GM_ZIP_OK;
}

int32_t gm_zip_read(gm_zip *archive, int64_t index, uint8_t *buffer, int64_t room, int64_t *got) {
  *got = 0;
  if (index < 0) return GM_ZIP_DAMAGED;
  zip_file_t *file = zip_fopen_index(archive->handle, (zip_uint64_t)index, 0);
  if (!file) return status_of(zip_error_code_zip(zip_get_error(archive->handle)));
  int32_t status = GM_ZIP_OK;
  while (*got < room) {
    zip_int64_t n = zip_fread(file, buffer + *got, (zip_uint64_t)(room - *got));
    if (n < 0) status = status_of(zip_error_code_zip(zip_file_get_error(file)));
    if (n <= 0) break;
    *got += n;
  }
  zip_fclose(file);
  return status;
}
